import { Button } from 'antd';
import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import type { Json } from '../../../../src/contract/values.js';
import type { FormField, ListField } from './fields.js';
import { newItem, pathOf } from './values.js';

interface ListInputProps {
  field: ListField;
  value: Json | undefined;
  path: string;
  onChange: (value: Json | undefined) => void;
  /** Draws one item; given by the form, which draws lists in turn. */
  draw: ComponentType<{
    field: FormField;
    value: Json | undefined;
    path: string;
    onChange: (value: Json | undefined) => void;
  }>;
}

/** A list whose items are added and removed one by one. */
export function ListInput({ field, value, path, onChange, draw: Item }: ListInputProps) {
  const { t } = useTranslation();
  const items = Array.isArray(value) ? value : [];
  const full = field.max !== undefined && items.length >= field.max;
  return (
    <>
      {items.length > 0 && (
        <ol className="form-list">
          {items.map((item, index) => {
            const number = String(index + 1);
            const numbered = { zh: number, en: number };
            return (
              // Items have no names of their own; an input keeps nothing that its value does not say.
              <li key={index}>
                <Item
                  field={{ ...field.item, name: String(index), label: numbered }}
                  value={item}
                  path={pathOf(path, String(index))}
                  onChange={(next) => {
                    onChange(items.map((old, at) => (at === index ? (next ?? '') : old)));
                  }}
                />
                <button
                  type="button"
                  className="link-button danger"
                  aria-label={t('form.removeItem', { number })}
                  onClick={() => {
                    onChange(items.filter((_item, at) => at !== index));
                  }}
                >
                  {t('action.remove')}
                </button>
              </li>
            );
          })}
        </ol>
      )}
      <Button
        size="small"
        disabled={full}
        onClick={() => {
          onChange([...items, newItem(field.item)]);
        }}
      >
        {t('form.addItem')}
      </Button>
      {full && <span className="form-hint">{t('form.full', { count: field.max })}</span>}
    </>
  );
}

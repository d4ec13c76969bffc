import { SearchOutlined } from '@ant-design/icons';
import { Input } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

/** Searches a moment after the last key; Chinese input is left alone while it is being composed. */
export function SearchBox({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState(value);
  const composing = useRef(false);
  useEffect(() => {
    // A blank after a word is not taken away from who goes on typing.
    setText((now) => (now.trim() === value ? now : value));
  }, [value]);
  useEffect(() => {
    if (text.trim() === value || composing.current) return;
    const timer = window.setTimeout(() => {
      onChange(text.trim().slice(0, 100));
    }, 350);
    return () => {
      window.clearTimeout(timer);
    };
  }, [text, value, onChange]);
  return (
    <Input
      className="search-box"
      type="search"
      allowClear
      prefix={<SearchOutlined className="quiet" />}
      placeholder={t('finding.search')}
      aria-label={t('finding.search')}
      value={text}
      onChange={(event) => {
        setText(event.target.value);
      }}
      onCompositionStart={() => {
        composing.current = true;
      }}
      onCompositionEnd={(event) => {
        composing.current = false;
        setText(event.currentTarget.value);
      }}
      onPressEnter={() => {
        if (!composing.current) onChange(text.trim().slice(0, 100));
      }}
    />
  );
}

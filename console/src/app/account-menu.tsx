import { CheckOutlined } from '@ant-design/icons';
import { Dropdown, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router-dom';
import { signOut } from '../api/auth.js';
import { chooseLanguage, currentLanguage, LANGUAGES, type Language } from '../i18n/index.js';
import {
  chooseScheme,
  chooseSize,
  SCHEMES,
  SIZES,
  useSchemeChoice,
  useSize,
  type SchemeChoice,
  type Size,
} from '../theme/scheme.js';
import { AccountFace } from './account-face.js';
import { askForKeys } from './keys.js';

async function leave(): Promise<void> {
  const providerUrl = await signOut();
  // A full load, so that nothing of this member stays in memory.
  window.location.assign(providerUrl ?? '/login');
}

interface Whose {
  name: string;
  roles: string;
}

/** All of it at once, as a phone shows it. */
export function AccountOpen({ name, roles }: Whose) {
  const { t } = useTranslation();
  return (
    <div className="account-open">
      <p className="account-line">
        <strong>{name}</strong> <span className="quiet">{roles}</span>
      </p>
      <SchemeSwitch />
      <SizeSwitch />
      <LanguageSwitch />
      <div className="account-actions">
        <Link className="link-button" to="/account">
          {t('guard.title')}
        </Link>
        <button type="button" className="link-button" onClick={() => void leave()}>
          {t('account.leave')}
        </button>
      </div>
    </div>
  );
}

/** The same behind a button on the rail. */
export function AccountMenu({ name, roles, opened }: Whose & { opened: boolean }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [open, setOpen] = useState(opened);
  const choice = useSchemeChoice();
  const size = useSize();
  const language = currentLanguage();
  const tick = (on: boolean) => (on ? <CheckOutlined /> : <span className="tick-space" />);
  return (
    <Dropdown
      trigger={['click']}
      open={open}
      onOpenChange={setOpen}
      placement="topLeft"
      menu={{
        items: [
          {
            key: 'scheme',
            type: 'group',
            label: t('account.scheme'),
            children: SCHEMES.map((scheme) => ({
              key: `scheme-${scheme}`,
              label: t(`scheme.${scheme}`),
              icon: tick(choice === scheme),
              onClick: () => {
                chooseScheme(scheme);
              },
            })),
          },
          {
            key: 'size',
            type: 'group',
            label: t('account.size'),
            children: SIZES.map((one) => ({
              key: `size-${one}`,
              label: t(`size.${one}`),
              icon: tick(size === one),
              onClick: () => {
                chooseSize(one);
              },
            })),
          },
          {
            key: 'language',
            type: 'group',
            label: t('account.language'),
            children: LANGUAGES.map((one) => ({
              key: `language-${one}`,
              label: t(`language.${one}`),
              icon: tick(language === one),
              onClick: () => void chooseLanguage(one),
            })),
          },
          { type: 'divider' },
          { key: 'account', label: t('guard.title'), onClick: () => void navigate('/account') },
          { key: 'keys', label: t('account.keys'), onClick: askForKeys },
          { key: 'leave', label: t('account.leave'), onClick: () => void leave() },
        ],
      }}
    >
      <AccountFace name={name} roles={roles} autoFocus={opened} />
    </Dropdown>
  );
}

function SchemeSwitch() {
  const { t } = useTranslation();
  const choice = useSchemeChoice();
  return (
    <Segmented<SchemeChoice>
      block
      aria-label={t('account.scheme')}
      value={choice}
      onChange={chooseScheme}
      options={SCHEMES.map((scheme) => ({ value: scheme, label: t(`scheme.${scheme}`) }))}
    />
  );
}

function SizeSwitch() {
  const { t } = useTranslation();
  return (
    <Segmented<Size>
      block
      aria-label={t('account.size')}
      value={useSize()}
      onChange={chooseSize}
      options={SIZES.map((size) => ({ value: size, label: t(`size.${size}`) }))}
    />
  );
}

function LanguageSwitch() {
  const { t } = useTranslation();
  return (
    <Segmented<Language>
      block
      aria-label={t('account.language')}
      value={currentLanguage()}
      onChange={(language) => void chooseLanguage(language)}
      options={LANGUAGES.map((one) => ({ value: one, label: t(`language.${one}`) }))}
    />
  );
}

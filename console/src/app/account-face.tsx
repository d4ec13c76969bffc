import { DownOutlined } from '@ant-design/icons';
import type { ComponentProps } from 'react';

type AccountFaceProps = ComponentProps<'button'> & { name: string; roles: string };

/** Whose desk it is; opens the menu once that is there. */
export function AccountFace({ name, roles, className = '', ...rest }: AccountFaceProps) {
  return (
    <button type="button" {...rest} className={`account-button ${className}`}>
      <span className="account-face" aria-hidden>
        {name.slice(0, 1)}
      </span>
      <span className="account-words">
        <span className="clip">{name}</span>
        <span className="account-roles clip">{roles}</span>
      </span>
      <DownOutlined className="account-arrow" />
    </button>
  );
}

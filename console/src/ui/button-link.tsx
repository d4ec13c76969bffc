import { Button, type ButtonProps } from 'antd';
import type { MouseEvent } from 'react';
import { useHref, useLinkClickHandler } from 'react-router-dom';

interface ButtonLinkProps extends Omit<ButtonProps, 'href' | 'onClick'> {
  to: string;
}

/** A link to another page of the console that looks like a button: one element, and one stop for the keyboard. */
export function ButtonLink({ to, ...looks }: ButtonLinkProps) {
  const href = useHref(to);
  const follow = useLinkClickHandler(to);
  return (
    <Button
      {...looks}
      href={href}
      onClick={(event) => {
        follow(event as MouseEvent<HTMLAnchorElement>);
      }}
    />
  );
}

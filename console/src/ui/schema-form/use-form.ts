import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asProblem } from '../../api/problem.js';
import { hubFields } from './hub-problems.js';
import type { Frame } from './frame.js';
import type { FormField } from './fields.js';
import { wrongValues, type Values, type Wrong } from './values.js';

interface FormOptions {
  id: string;
  fields: readonly FormField[];
  start: Values;
  known?: ReadonlySet<string>;
  /** The name that the hub's paths begin with, e.g. `settings`. */
  under: string;
  check?: (fields: readonly FormField[], values: Values) => Wrong[];
}

export interface SchemaFormState {
  values: Values;
  change: (values: Values) => void;
  frame: Frame;
  /** Whether the values may be sent. Shows what is wrong if not, and brings the first of it into view. */
  ready: () => boolean;
  /** Puts what the hub found wrong at its fields. */
  refused: (error: unknown) => void;
}

/** The state of one form: quiet until somebody wants to send it, then exact. */
export function useForm(options: FormOptions): SchemaFormState {
  const { id, fields, start, known = new Set<string>(), under } = options;
  const { t } = useTranslation();
  const [values, setValues] = useState(start);
  const [tried, setTried] = useState(false);
  const [hub, setHub] = useState<ReadonlyMap<string, string>>(new Map());
  const wrong = (options.check ?? ((all, now) => wrongValues(all, now, known)))(fields, values);
  const words = ({ why, bound = 0 }: Wrong) => t(`form.wrong.${why}`, { bound });
  const problems = new Map(hub);
  if (tried) for (const one of wrong) problems.set(one.path, words(one));
  return {
    values,
    change: (next) => {
      setValues(next);
      if (hub.size > 0) setHub(new Map());
    },
    frame: { id, known, problems },
    ready: () => {
      setTried(true);
      const [first] = wrong;
      if (first !== undefined) jumpToInput(id, first.path);
      return first === undefined;
    },
    refused: (error) => {
      const found = hubFields(asProblem(error), under);
      setHub(found);
      const [first] = found.keys();
      if (first !== undefined) jumpToInput(id, first);
    },
  };
}

function jumpToInput(id: string, path: string): void {
  const place = document.getElementById(`${id}-${path.replaceAll('.', '-')}`);
  place?.scrollIntoView({ block: 'center', behavior: 'smooth' });
  const inner = 'input, textarea, button';
  const focusable = place?.matches(inner) === true ? place : place?.querySelector<HTMLElement>(inner);
  focusable?.focus({ preventScroll: true });
}

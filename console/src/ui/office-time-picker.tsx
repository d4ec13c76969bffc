import { lazy, Suspense } from 'react';
import type { OfficeTimePickerProps } from './time-picker.js';
import './office-time-picker.css';

const TimePicker = lazy(async () => ({ default: (await import('./time-picker.js')).TimePicker }));

/** Picks a minute on the office's clock. Its calendar is heavy, and comes once a page has been painted. */
export function OfficeTimePicker(props: OfficeTimePickerProps) {
  return (
    <Suspense fallback={<span className="picker-to-come" aria-hidden />}>
      <TimePicker {...props} />
    </Suspense>
  );
}

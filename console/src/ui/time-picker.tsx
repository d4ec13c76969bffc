import { DatePicker, type DatePickerProps } from 'antd';
import dayjs from 'dayjs';
import { hubNow } from '../lib/clock.js';
import { instantOf, officeClock } from '../lib/time.js';

const FORM = 'YYYY-MM-DDTHH:mm';

export interface OfficeTimePickerProps extends Pick<
  DatePickerProps,
  'id' | 'placeholder' | 'aria-label' | 'aria-invalid'
> {
  /** An instant, as ISO text. */
  value: string | undefined;
  onChange: (value: string | undefined) => void;
  /** Days before today can't be chosen. */
  ahead?: boolean;
}

/** Picks a minute on the office's clock, whatever zone the browser is in. */
export function TimePicker({ value, onChange, ahead = false, ...rest }: OfficeTimePickerProps) {
  return (
    <DatePicker
      {...rest}
      showTime={{ format: 'HH:mm', defaultOpenValue: dayjs('09:00', 'HH:mm') }}
      showNow={false}
      format="YYYY-MM-DD HH:mm"
      value={value === undefined ? null : dayjs(officeClock(new Date(value)))}
      {...(ahead ? { minDate: dayjs(officeClock(hubNow())).startOf('day') } : {})}
      onChange={(at) => {
        onChange(at === null ? undefined : instantOf(at.format(FORM)));
      }}
    />
  );
}

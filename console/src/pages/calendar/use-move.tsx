import { useMutation } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { CalendarItem } from '../../../../src/contract/api/calendar.js';
import { moveRelease } from '../../api/delivery-calls.js';
import { useRefresh } from '../../app/queries.js';
import { hubNow } from '../../lib/clock.js';
import { officeClock, instantOf } from '../../lib/time.js';
import { useProblemText } from '../../ui/feedback.js';
import { useMomentWords } from '../../ui/when.js';

/** For how long a move can be taken back by one press. */
const UNDO_SECONDS = 8;

/** The same hour on another day of the office. */
export function onDay(item: CalendarItem, day: string): string {
  const [, hour = '00:00'] = officeClock(new Date(item.publishAt)).split('T');
  return instantOf(`${day}T${hour}`);
}

/** Moves a release, says to when, and offers the way back while the old time is still to come. */
export function useMove() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const refresh = useRefresh();
  const words = useProblemText();
  const moment = useMomentWords();

  const move = useMutation({
    mutationFn: ({ item, publishAt }: { item: CalendarItem; publishAt: string }) =>
      moveRelease(item.releaseId, publishAt),
    onSuccess: async (_, { item, publishAt }) => {
      const key = `move-${item.releaseId}`;
      const before = item.publishAt;
      message.open({
        key,
        type: 'success',
        duration: UNDO_SECONDS,
        content: (
          <span>
            {t(item.group === undefined ? 'calendar.moved' : 'calendar.movedGroup', {
              title: item.title,
              when: moment(publishAt),
            })}
            {new Date(before) > hubNow() && (
              <Button
                type="link"
                size="small"
                onClick={() => {
                  message.destroy(key);
                  move.mutate({ item: { ...item, publishAt }, publishAt: before });
                }}
              >
                {t('calendar.undo')}
              </Button>
            )}
          </span>
        ),
      });
      await refresh(['calendar', 'board', 'record', 'announcements', 'groups']);
    },
    onError: (error) => {
      message.error(words(error));
    },
  });
  return move;
}

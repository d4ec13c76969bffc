import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { editing, type Place } from '../../../src/contract/api/editing.js';
import { beatPresence, leavePresence } from '../api/editing-calls.js';
import { noteError } from '../app/queries.js';
import './lookers.css';

/** Says that this page is open, and answers who else has one open at this place. */
function useOthers(id: string, place: Place) {
  const { data } = useQuery({
    queryKey: ['presence', id, place],
    queryFn: () => beatPresence(id, place),
    refetchInterval: editing.beatMs,
    refetchIntervalInBackground: true,
    staleTime: 0,
    gcTime: 0,
  });
  useEffect(() => {
    // What does not arrive runs out by itself.
    const leave = () => void leavePresence(id).catch(noteError);
    window.addEventListener('pagehide', leave);
    return () => {
      window.removeEventListener('pagehide', leave);
      leave();
    };
  }, [id]);
  return (data?.people ?? []).filter((one) => one.place === place);
}

/** Who else is here now, by the first sign of each name; nothing when nobody is. */
export function Lookers({ id, place }: { id: string; place: Place }) {
  const { t } = useTranslation();
  const others = useOthers(id, place);
  return (
    <div className="lookers" role="status">
      {others.length > 0 && (
        <>
          <span className="lookers-faces" aria-hidden>
            {others.slice(0, 5).map(({ id: member, name }) => (
              <span key={member} className="looker" title={name}>
                {Array.from(name)[0]}
              </span>
            ))}
          </span>
          <span>
            {t(`lookers.${place}`, {
              names: others.map(({ name }) => name).join(t('list.comma')),
              count: others.length,
            })}
          </span>
        </>
      )}
    </div>
  );
}

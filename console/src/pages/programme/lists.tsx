import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { builtInLayouts } from '../../../../src/contract/layouts.js';
import type { Playlist, Rule } from '../../../../src/contract/programme.js';
import { randomId } from '../../lib/random-id.js';
import { Empty } from '../../ui/feedback.js';
import { useLayoutName } from './layout-name.js';
import { Row, Section, type ListProps } from './parts.js';
import { newRule, put, usesPlaylist, without } from './plan.js';
import { PlaylistDialog } from './playlist-dialog.js';
import { RuleDialog } from './rule-dialog.js';
import { whenWords } from './when-words.js';
import { WhichWords } from './which-fields.js';

export function Rules({ plan, screens, onChange }: ListProps) {
  const { t } = useTranslation();
  const nameOf = useLayoutName();
  const [editing, setEditing] = useState<Rule>();
  const [first] = plan.playlists;
  const layouts = [...builtInLayouts, ...plan.layouts];
  const sorted = [...plan.rules].sort(
    (a, b) => Number(b.exclusive) - Number(a.exclusive) || b.priority - a.priority || (a.id < b.id ? -1 : 1),
  );
  const add = onChange && (
    <Button
      size="small"
      disabled={!first}
      onClick={() => {
        if (first) setEditing(newRule(first.id));
      }}
    >
      {t('programme.addRule')}
    </Button>
  );
  return (
    <Section title={t('programme.rules')} text={t('programme.rulesText')} add={add}>
      {plan.rules.length === 0 && (
        <div className="card">
          <Empty title={t('programme.rulesNone')} text={t('programme.rulesNoneText')} />
        </div>
      )}
      <ul className="programme-rows">
        {sorted.map((rule) => {
          const layout = layouts.find(({ id }) => id === rule.layoutId);
          const playlist = plan.playlists.find(({ id }) => id === rule.playlistId);
          const facts = [
            playlist?.name,
            layout && nameOf(layout),
            whenWords(rule.when, t),
            t('programme.priorityShort', { priority: rule.priority }),
            rule.exclusive && t('programme.exclusive'),
          ];
          return (
            <Row
              key={rule.id}
              name={rule.name}
              onEdit={
                onChange &&
                (() => {
                  setEditing(rule);
                })
              }
              onRemove={() => onChange?.({ ...plan, rules: without(plan.rules, rule.id) })}
            >
              {facts.filter(Boolean).join(' · ')} · <WhichWords which={rule.screens} screens={screens} />
            </Row>
          );
        })}
      </ul>
      {editing && (
        <RuleDialog
          rule={editing}
          plan={plan}
          screens={screens}
          onSave={(rule) => {
            onChange?.({ ...plan, rules: put(plan.rules, rule) });
            setEditing(undefined);
          }}
          onClose={() => {
            setEditing(undefined);
          }}
        />
      )}
    </Section>
  );
}

export function Playlists({ view, plan, onChange }: ListProps) {
  const { t } = useTranslation();
  const [editing, setEditing] = useState<Playlist>();
  const add = onChange && (
    <Button
      size="small"
      onClick={() => {
        setEditing({ id: randomId(), name: '', entries: [{ kind: 'notices' }] });
      }}
    >
      {t('programme.addPlaylist')}
    </Button>
  );
  const entryWords = (entry: Playlist['entries'][number]): string => {
    if (entry.kind !== 'notices') return t(`programme.entry.${entry.kind}`);
    const item = view.items.find(({ announcementId }) => announcementId === entry.announcementId);
    return (
      entry.category ??
      (entry.announcementId === undefined
        ? t('programme.entry.notices')
        : (item?.title ?? t('programme.entry.announcement')))
    );
  };
  return (
    <Section title={t('programme.playlists')} add={add}>
      {plan.playlists.length === 0 && (
        <div className="card">
          <Empty title={t('programme.playlistsNone')} text={t('programme.playlistsNoneText')} />
        </div>
      )}
      <ul className="programme-rows">
        {plan.playlists.map((playlist) => (
          <Row
            key={playlist.id}
            name={playlist.name}
            onEdit={
              onChange &&
              (() => {
                setEditing(playlist);
              })
            }
            onRemove={
              usesPlaylist(plan, playlist.id)
                ? undefined
                : () => onChange?.({ ...plan, playlists: without(plan.playlists, playlist.id) })
            }
          >
            {playlist.entries.map(entryWords).join(t('list.comma'))}
          </Row>
        ))}
      </ul>
      {editing && (
        <PlaylistDialog
          playlist={editing}
          isNew={plan.playlists.every(({ id }) => id !== editing.id)}
          view={view}
          onSave={(playlist) => {
            onChange?.({ ...plan, playlists: put(plan.playlists, playlist) });
            setEditing(undefined);
          }}
          onClose={() => {
            setEditing(undefined);
          }}
        />
      )}
    </Section>
  );
}

import type { Ask, PersonTask } from '../../src/contract/person.js';
import type { LocalizedText } from '../../src/contract/values.js';
import type { PortalDocument } from './document.js';
import type { PortalSettings } from './settings.js';

/** What the tasks' sentences name. */
export interface About {
  portal: string;
  document: Pick<PortalDocument, 'title'>;
  settings: Pick<PortalSettings, 'contact' | 'origins' | 'deskUrl'>;
}

const url = ({ settings }: About): Ask => ({
  name: 'url',
  label: { zh: '上线网址', en: 'Public address' },
  kind: 'url',
  required: false,
  hint: {
    zh: `门户上这篇文章的网址（${settings.origins.join('、')}）；系统会打开核对`,
    en: `The article’s address on the portal (${settings.origins.join(', ')}); it is opened and compared`,
  },
});
const yes = (name: string, zh: string, en: string): Ask => ({
  name,
  label: { zh, en },
  kind: 'yes',
  required: false,
});
const noteAsk: Ask = {
  name: 'note',
  label: { zh: '经办记录', en: 'Note' },
  kind: 'longText',
  required: false,
  hint: { zh: '联系了谁的岗位、何时、对方答复', en: 'Which post was asked, when, what it answered' },
};

const facts = ({ settings: { contact, deskUrl } }: About, more: Record<string, string> = {}) => ({
  contact,
  ...(deskUrl === undefined ? {} : { deskUrl }),
  ...more,
});

const titled = ({ document }: About): string => `《${document.title}》`;

/** Carry the item over to the portal and say where it stands. `wrong`: what the address given so far is instead. */
export function handoffTask(about: About, wrong?: { address: string; words: LocalizedText }): PersonTask {
  const { portal } = about;
  const text = wrong
    ? {
        zh: `${portal}：填写的网址没有通过核对。${wrong.words.zh}。请核对门户页面，或重新填写${titled(about)}的上线网址。`,
        en: `${portal}: the address did not pass. ${wrong.words.en}. Look at the portal’s page, or give the right address.`,
      }
    : {
        zh: `请把${titled(about)}报送到${portal}，上线后填写网址。填写前状态是“已报送待采用”，不算上线。`,
        en: `Hand ${titled(about)} in at ${portal}, and give its address once it is public. Until then it is not live.`,
      };
  return {
    kind: 'portal_handoff',
    text,
    facts: facts(about, wrong ? { address: wrong.address } : {}),
    ask: [url(about), yes('handedIn', '已提交给门户编辑', 'It was handed to the portal’s editor')],
  };
}

/** The portal says that it is out, and its page is not what was approved. */
export function pageDiffersTask(about: About, address: string, words: LocalizedText): PersonTask {
  return {
    kind: 'portal_page_differs',
    text: {
      zh: `${about.portal}称${titled(about)}已采用，但页面没有通过核对：${words.zh}。请联系编辑更正；网址变了请填写新网址。`,
      en: `${about.portal} says that ${titled(about)} is out, but its page did not pass: ${words.en}. Ask the editor to correct it, or give the new address.`,
    },
    facts: facts(about, { address }),
    ask: [url(about)],
  };
}

/** The interface does not answer as it should; a person may know more. */
export function unreachableTask(about: About, words: LocalizedText): PersonTask {
  return {
    kind: 'portal_unreachable',
    text: {
      zh: `${about.portal}已收到${titled(about)}，但现在查询不到进展：${words.zh}。如已上线，可填写网址。`,
      en: `${about.portal} has ${titled(about)}, but cannot be asked how it stands: ${words.en}. If it is public, give its address.`,
    },
    facts: facts(about),
    ask: [url(about)],
  };
}

/** Ask the portal's editor to take it down, and stay with it until the page is gone. */
export function recallTask(
  about: About,
  { address, asked, found }: { address: string; asked?: Date | undefined; found?: LocalizedText | undefined },
): PersonTask {
  const { portal, settings } = about;
  const still = found ?? { zh: '网页仍然可以打开', en: 'its page is still there' };
  const text = asked
    ? {
        zh: `已请${portal}撤下${titled(about)}，但${still.zh}。请催办：${settings.contact}`,
        en: `${portal} was asked to take ${titled(about)} down, but ${still.en}. Ask again: ${settings.contact}`,
      }
    : {
        zh: `请联系${portal}撤下${titled(about)}（${settings.contact}），办理后在此登记。网页真正消失前，撤回不算完成。`,
        en: `Ask ${portal} to take ${titled(about)} down (${settings.contact}), and note it here. It is not done before the page is gone.`,
      };
  return {
    kind: 'portal_recall',
    text,
    facts: facts(about, { address }),
    ask: [yes('asked', '已联系编辑要求撤下', 'I asked the editor to take it down'), noteAsk],
  };
}

/** It was handed in, nobody said where it stands: only the editor can say that it will not come out. */
export function stopTask(about: About, asked?: Date): PersonTask {
  const { portal, settings } = about;
  return {
    kind: 'portal_stop',
    text: {
      zh: `${titled(about)}已提交给${portal}，但没有登记上线网址。请联系编辑停止发布（${settings.contact}）${asked ? '并确认结果' : ''}；若已上线，请填写网址。`,
      en: `${titled(about)} was handed to ${portal}, and nobody gave its address. Ask the editor to stop it (${settings.contact}); if it is public, give its address.`,
    },
    facts: facts(about),
    ask: [
      yes(
        'neverOnline',
        '编辑确认：没有上线，也不会再上线',
        'The editor confirms: never public, and will not be',
      ),
      url(about),
      noteAsk,
    ],
  };
}

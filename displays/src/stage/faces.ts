import { escape, dayText, layoutVariables } from '../../../src/contract/slide/markup.js';
import { layoutFor, usualPanel, type Panel, type Viewport } from '../../../src/contract/slide/panel.js';

const zone = 'Asia/Shanghai';

export const clockText = (now: number): string =>
  new Intl.DateTimeFormat('zh-CN', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(now);
const weekdayText = (now: number): string =>
  new Intl.DateTimeFormat('zh-CN', { timeZone: zone, weekday: 'long' }).format(now);

/** A full-screen page of the player's own, e.g. the pairing code. */
function face(
  name: string,
  html: string,
  panel: Panel = usualPanel,
  size: Viewport = { width: window.innerWidth, height: window.innerHeight },
): HTMLElement {
  const layer = document.createElement('div');
  layer.className = `layer face ${name}`;
  for (const [variable, value] of Object.entries(layoutVariables(layoutFor(panel, size))))
    layer.style.setProperty(variable, value);
  layer.innerHTML = html;
  return layer;
}

const seal = '<span class="seal" aria-hidden="true">通</span>';

export function pairingFace(code: string, minutes: number): HTMLElement {
  const letters = Array.from(code, (letter) => `<span>${escape(letter)}</span>`).join('');
  return face(
    'pairing',
    `${seal}<h1>认领这块显示屏</h1><p class="code" aria-label="${escape(code)}">${letters}</p>
<ol><li>在电脑上登录控制台，打开“显示屏”。</li><li>点“认领显示屏”，输入上面的认领码。</li><li>起个名字，选择分组，这里随即开始显示。</li></ol>
<p class="note">认领码还有 ${String(minutes)} 分钟有效，到时自动换新。本页地址：${escape(location.host)}</p>`,
  );
}

export interface IdleFacts {
  office: string;
  screen: string;
  panel: Panel;
}

export function idleFace(now: number, facts: IdleFacts): HTMLElement {
  return face(
    'idle',
    `${seal}<h1>${escape(facts.office)}</h1><p class="clock">${clockText(now)}</p>
<p class="day">${dayText(now, zone)} ${weekdayText(now)}</p><p class="note">${escape(facts.screen)}</p>`,
    facts.panel,
  );
}

/** The neutral page: nothing on it can be wrong. */
export const slateFace = (office: string, panel: Panel): HTMLElement =>
  face('slate', `${seal}<h1>${escape(office)}</h1><p>信息更新中，请稍候</p>`, panel);

/** Dark on purpose, in the hours of rest: whoever looks up sees that nothing is broken. */
export const restFace = (screen: string, panel: Panel): HTMLElement =>
  face('resting', `<p class="note">休息时段，到时自动恢复显示 · ${escape(screen)}</p>`, panel);

/** A zone that has nothing to show now. */
export const quietFace = (office: string, panel: Panel, size: Viewport): HTMLElement =>
  face('quiet', `<p>${escape(office)}</p>`, panel, size);

/** Time and date, as large as the place has room for. */
export function clockFace(now: number, panel: Panel, size: Viewport): HTMLElement {
  const { width, height } = size;
  const isStrip = height < width * 0.35;
  const layer = face(
    isStrip ? 'clock-face strip' : 'clock-face',
    `<p class="clock">${clockText(now)}</p><p class="day">${dayText(now, zone)} ${weekdayText(now)}</p>`,
    panel,
    size,
  );
  const time = isStrip ? Math.min(height * 0.6, width * 0.16) : Math.min(height * 0.42, width * 0.28);
  layer.style.setProperty('--time', `${String(Math.round(time))}px`);
  // Fourteen signs and a blank on one line.
  const day = Math.min(
    Number.parseFloat(layer.style.getPropertyValue('--body')),
    (width * (isStrip ? 0.5 : 0.9)) / 13,
  );
  layer.style.setProperty('--day', `${String(Math.round(day))}px`);
  return layer;
}
/** The office's name without a clock: the player cannot know the time, and what may be over is not shown. */
export const doubtFace = ({ office, screen, panel }: IdleFacts): HTMLElement =>
  face(
    'idle',
    `${seal}<h1>${escape(office)}</h1><p class="clock">--:--</p>
<p class="day">正在等待校准时间</p><p class="note">${escape(screen)}</p>`,
    panel,
  );

export const waitingFace = (text: string, note: string): HTMLElement =>
  face('waiting', `${seal}<h1>${escape(text)}</h1><p class="note">${escape(note)}</p>`);

/** Without a secure origin the browser gives neither keys nor a lasting store. */
export const insecureFace = (): HTMLElement =>
  face(
    'waiting',
    `${seal}<h1>请改用 HTTPS 地址打开</h1>
<ol><li>这个地址不是安全连接，浏览器不允许显示屏保存密钥和内容。</li><li>请把地址栏里的 http:// 换成管理员给出的 https:// 地址。</li></ol>
<p class="note">现在的地址：${escape(location.origin)}</p>`,
  );

import { spoken } from '../../../src/contract/slide/warning-markup.js';
import type { ShownWarning } from '../../../src/contract/warning.js';

/** A grave warning is said again after so long, a lesser one once. */
const againMs = 60_000;

/** Speaks a warning where the box has a Chinese voice; where it has none, nothing is said. */
export class Voice {
  private saying = '';
  private timer: ReturnType<typeof setTimeout> | undefined;

  say(warning: ShownWarning): void {
    if (!warning.voice || this.saying === warning.id || !('speechSynthesis' in window)) return;
    this.stop();
    this.saying = warning.id;
    this.once(warning);
  }

  stop(): void {
    this.saying = '';
    clearTimeout(this.timer);
    if ('speechSynthesis' in window) window.speechSynthesis.cancel();
  }

  private once(warning: ShownWarning): void {
    if (this.saying !== warning.id) return;
    const again = (): void => {
      this.once(warning);
    };
    const voice = window.speechSynthesis.getVoices().find(({ lang }) => lang.toLowerCase().startsWith('zh'));
    if (!voice) {
      // A browser may load its voices only after they were first asked for.
      window.speechSynthesis.addEventListener('voiceschanged', again, { once: true });
      return;
    }
    const words = new SpeechSynthesisUtterance(spoken(warning));
    words.voice = voice;
    words.lang = voice.lang;
    words.rate = 0.9;
    window.speechSynthesis.speak(words);
    if (warning.level === 'red' || warning.level === 'orange') this.timer = setTimeout(again, againMs);
  }
}

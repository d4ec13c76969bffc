/** A line below everything that stands there, for what people before the glass have to know of the player itself. */
export class Notice {
  private line: HTMLElement | undefined;

  /** Undefined: there is nothing to say. */
  say(text: string | undefined): void {
    if (text === undefined) {
      this.line?.remove();
      this.line = undefined;
      return;
    }
    this.line ??= document.body.appendChild(document.createElement('p'));
    this.line.className = 'player-notice';
    this.line.setAttribute('role', 'status');
    if (this.line.textContent !== text) this.line.textContent = text;
  }
}

export const clockNotice = '时间未校准：有截止时间的信息暂不显示，连上服务器后自动恢复';

import type { Locator, Page } from 'playwright-core';

/** A person's hand on a page: counts what it does, so that a test can say what a job costs. */
export class Hand {
  private counted = 0;

  constructor(readonly page: Page) {}

  /** Presses and fields filled so far. */
  get steps(): number {
    return this.counted;
  }

  async press(place: Locator): Promise<void> {
    await place.click();
    this.counted += 1;
  }

  /** Ticks a box that is not ticked yet. */
  async tick(box: Locator): Promise<void> {
    await box.waitFor();
    if (!(await box.isChecked())) await this.press(box);
  }

  async button(name: string | RegExp): Promise<void> {
    await this.press(this.page.getByRole('button', { name, exact: typeof name === 'string' }));
  }

  async write(place: Locator, text: string): Promise<void> {
    await place.fill(text);
    this.counted += 1;
  }

  /** Goes to one of the console's places by the rail, and by the tabs under it. */
  async goTo(...names: readonly string[]): Promise<void> {
    for (const name of names)
      await this.press(this.page.getByRole('navigation').getByRole('link', { name }).first());
  }

  /** Picks a file where a button asks for one. */
  async pickFile(button: string, path: string): Promise<void> {
    const asked = this.page.waitForEvent('filechooser');
    await this.button(button);
    await (await asked).setFiles(path);
    this.counted += 1;
  }

  async signIn(url: string, { username, password }: { username: string; password: string }): Promise<void> {
    await this.page.goto(url);
    await this.write(this.page.getByLabel('用户名'), username);
    await this.write(this.page.getByLabel('密码'), password);
    await this.button('登录');
    await this.page.getByRole('navigation').first().waitFor();
  }
}

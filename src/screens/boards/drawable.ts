import { HubError } from '../../contract/errors.js';
import { missingGlyphs } from '../../contract/slide/glyphs.js';

/** @throws HubError `invalid_request` that names what the screens' font lacks: a wall would show an empty box */
export function requireDrawable(texts: Readonly<Record<string, string | undefined>>): void {
  const errors = Object.entries(texts).flatMap(([path, text = '']) =>
    missingGlyphs(text).map(({ character, code }) => ({
      path,
      message: `screens have no glyph for ${character} (${code}): write it another way`,
    })),
  );
  if (errors.length > 0)
    throw new HubError('invalid_request', 'Screens cannot draw every character of this.', { errors });
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/**
 * feedsmith puts text with markup characters into a CDATA section on a line of its own, and then readers that do not
 * trim show the white space around it. Here such text becomes plain escaped text with nothing around it.
 */
export const tightXml = (xml: string): string =>
  xml.replace(/\s*((?:<!\[CDATA\[[\s\S]*?\]\]>)+)\s*/g, (_, sections: string) =>
    sections
      .replace(/<!\[CDATA\[([\s\S]*?)\]\]>/g, '$1')
      .replace(/[&<>]/g, (character) => entities[character] ?? ''),
  );

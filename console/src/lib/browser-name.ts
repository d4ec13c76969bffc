/** The kinds in the order in which they have to be looked for: most browsers claim to be others as well. */
const browsers: readonly (readonly [RegExp, string])[] = [
  [/MicroMessenger/, '微信'],
  [/Edg\//, 'Edge'],
  [/Firefox\//, 'Firefox'],
  [/QQBrowser\//, 'QQ浏览器'],
  [/Chrome\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];
const systems: readonly (readonly [RegExp, string])[] = [
  [/HarmonyOS|OpenHarmony/, 'HarmonyOS'],
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'macOS'],
  [/Linux/, 'Linux'],
];

/** A user agent in two words, e.g. `Chrome · Windows`; undefined when nothing in it is known. */
export function browserName(userAgent: string): string | undefined {
  const found = [browsers, systems].flatMap(
    (kinds) => kinds.find(([sign]) => sign.test(userAgent))?.[1] ?? [],
  );
  return found.length === 0 ? undefined : found.join(' · ');
}

/**
 * What Chromium 87 lacks of what the bundled packages use. Has to be the first import. Found by searching the bundle for
 * everything that came later; our own code is held to ES2021 by the compiler.
 */
if (!('hasOwn' in Object))
  Object.defineProperty(Object, 'hasOwn', {
    configurable: true,
    writable: true,
    value: (object: object, key: PropertyKey): boolean => Object.prototype.hasOwnProperty.call(object, key),
  });

export {};

import i18next from 'i18next';
import { figures as en } from './en/figures.js';
import { figures as zhCn } from './zh-CN/figures.js';

// Whoever imports this brings the words along, so that no other page carries them.
for (const [language, words] of Object.entries({ 'zh-CN': zhCn, en }))
  i18next.addResourceBundle(language, 'translation', words);

import { clocks } from './en/clocks.js';
import { dictionary } from './en/dictionary.js';
import { feedback } from './en/feedback.js';
import { notifications } from './en/notifications.js';
import { outgoing } from './en/outgoing.js';
import { outside } from './en/outside.js';
import { people } from './en/people.js';
import { proof } from './en/proof.js';
import { rules } from './en/rules.js';
import { seeing } from './en/seeing.js';
import { shell } from './en/shell.js';
import { standIns } from './en/stand-ins.js';
import { takingBack } from './en/taking-back.js';
import type { English } from './types.js';
import { writing } from './en/writing.js';

export const en: English = {
  ...shell,
  ...feedback,
  ...writing,
  ...outgoing,
  ...takingBack,
  ...outside,
  ...people,
  ...proof,
  ...rules,
  ...notifications,
  ...seeing,
  ...clocks,
  ...dictionary,
  ...standIns,
};

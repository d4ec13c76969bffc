import { clocks } from './zh-CN/clocks.js';
import { dictionary } from './zh-CN/dictionary.js';
import { feedback } from './zh-CN/feedback.js';
import { notifications } from './zh-CN/notifications.js';
import { outgoing } from './zh-CN/outgoing.js';
import { outside } from './zh-CN/outside.js';
import { people } from './zh-CN/people.js';
import { proof } from './zh-CN/proof.js';
import { rules } from './zh-CN/rules.js';
import { seeing } from './zh-CN/seeing.js';
import { shell } from './zh-CN/shell.js';
import { standIns } from './zh-CN/stand-ins.js';
import { takingBack } from './zh-CN/taking-back.js';
import { writing } from './zh-CN/writing.js';

/** Every word of the console. The other languages must have the same keys: a missing one does not compile. */
export const zhCn = {
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

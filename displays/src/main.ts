import './old-browsers.js';
import { z } from 'zod';
import { boardStyle } from '../../src/contract/slide/board.js';
import { slideStyle } from '../../src/contract/slide/style.js';
import { warningStyle } from '../../src/contract/slide/warning-markup.js';
import './player.css';
import { Player } from './player.js';
import { useWallFonts } from './stage/fonts.js';
import { insecureFace } from './stage/faces.js';

// The page's policy forbids code that is made at run time.
z.config({ jitless: true });

const sheet = document.createElement('style');
sheet.textContent = slideStyle + boardStyle + warningStyle;
document.head.append(sheet);
// Whoever measures does it anew when the glass has another size, and so they do when letters have.
useWallFonts(() => window.dispatchEvent(new Event('resize')));

const stage = document.querySelector<HTMLElement>('#stage');
if (!stage) throw new Error('the page has no stage');
const measure = document.createElement('div');
measure.id = 'measure';
measure.setAttribute('aria-hidden', 'true');
document.body.append(measure);

if (!window.isSecureContext) stage.append(insecureFace());
else if (location.pathname === '/display') location.replace('/display/');
else void new Player(stage, measure).start();

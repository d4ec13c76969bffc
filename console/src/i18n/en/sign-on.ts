import type { Sections } from '../sections.js';
import type { signOn as zh } from '../zh-CN/sign-on.js';

/** Signing in by an OpenID Connect provider. */
export const signOn: Sections<typeof zh> = {
  signOn: {
    title: 'Single sign-on',
    leaving: 'On the way…',
    notLinked: 'Not linked. Once it is, you can sign in to this account by single sign-on.',
    linkedAt: 'Linked since',
    onlyWay:
      'You have no password and sign in by this alone, so it stays. If you need a password, ask your administrator to reset it.',
    noPassword: 'You have no password and sign in by single sign-on.',
    link: 'Link',
    unlink: 'Unlink',
    unlinked: 'Unlinked; other devices that had signed in by it are signed out',
    startedBy: 'Signed in by single sign-on',
    email: 'E-mail for signing in',
    emailHint:
      'The first single sign-on finds the member by it; it has to be the address that the provider has.',
    codeTitle: 'The code is needed as well',
    doneTitle: 'Confirmed',
    doneText: 'You can close this window and go back to the page that you came from.',
    failedTitle: 'This did not work',
    sessionText: '{{name}}, please sign in by single sign-on again. Everything on this page is still here.',
    proofTitle: 'Show that it is you',
    proofText:
      'This matters: sign in anew at the single sign-on. You will not be asked again for ten minutes.',
    open: 'Go to single sign-on',
    openAgain: 'Open it again',
    waiting: 'Sign in in the window that opened; this page goes on by itself.',
    result: {
      linked: 'Linked: you can sign in by single sign-on from now on.',
      cancelled: 'You cancelled at the provider. Begin again, or sign in with your password.',
      expired: 'It took too long, or it was another browser. Begin again.',
      wrong_state: 'What came back had not begun here, and was refused. Begin again.',
      code_used: 'This sign-on was used already, or is too old. Begin again.',
      clock:
        'The clocks of the provider and of the hub are too far apart. Ask your administrator to set them; your password works meanwhile.',
      not_fresh:
        'The provider did not ask you to sign in anew, so it proves nothing. Begin again and sign in there.',
      away: 'The single sign-on cannot be reached. Try again later, or sign in with your password.',
      provider:
        'The provider’s answer was not accepted, and nobody was signed in. Begin again; if it happens again, tell your administrator.',
      unverified:
        'The provider gave no verified e-mail address, so your account was not found. Sign in with your password and link it under “Account and security”.',
      unknown:
        'No member has your e-mail address. Ask your administrator to enter it, or to send you an invitation.',
      ambiguous: 'More than one member has your e-mail address. Ask your administrator to correct that.',
      disabled: 'Your account is switched off. If you have questions, ask your administrator.',
      taken:
        'This identity belongs to another account, or your account has another identity. Unlink it there first.',
      other_person: 'Somebody else signed in at the provider, so nothing was confirmed. Sign in as yourself.',
      session_ended: 'Your session had ended meanwhile. Sign in and try again.',
      link_ended: 'This invitation was used, was taken back, or is too old. Ask for a new one.',
      name_taken: 'This user name cannot be used, or somebody has it. Choose another one.',
      too_many: 'Too many attempts: signing in is paused. Try again in a few minutes.',
      internal: 'This did not work. Begin again, or ask your administrator.',
      network: 'The hub cannot be reached. Check the network and try again.',
      blocked: 'The browser blocked the window. Allow this site to open windows, then try again.',
    },
  },
};

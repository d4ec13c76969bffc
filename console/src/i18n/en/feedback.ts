export const feedback = {
  action: {
    new: 'New announcement',
    retry: 'Try again',
    cancel: 'Cancel',
    close: 'Close',
    delete: 'Delete',
    remove: 'Remove',
    save: 'Save',
    ok: 'OK',
  },
  feedback: { loading: 'Loading…', requestId: 'Request {{id}} (mention it when you report this)' },
  crash: {
    title: 'This page did not open',
    text: 'The hub may just have been updated, or the network failed. Load the page again; what was saved is not lost.',
    reload: 'Load again',
  },
  file: { replace: 'Another file', uploading: 'Uploading {{part}}%' },
  notFound: {
    title: 'There is no such page',
    text: 'The address may be mistyped, or the page is gone.',
    home: 'Back to Today',
  },
  hash: { copy: 'Copy the hash {{hash}}', copied: 'Hash copied' },
  problem: {
    network: 'The hub cannot be reached. Check the network and try again.',
    unexpected_answer: 'The hub’s answer cannot be read; it may just have been updated. Load the page again.',
    invalid_request: 'What was sent is not accepted. Check what you entered and try again.',
    invalid_file:
      'The file cannot be read; it may be damaged or no real Word file. Save it as .docx in Word and try again.',
    file_too_large: 'The file is too large. Compress its pictures or split it, then try again.',
    unsupported_file: 'Files of this kind are not accepted. Use .docx, PDF or a common picture format.',
    not_signed_in: 'Your session has ended. Sign in again.',
    bad_credentials: 'The user name or the password is wrong. Check them and try again.',
    code_required: 'The code from your telephone is needed as well.',
    bad_code: 'The code is wrong, too old, or was used. Wait for the next one.',
    proof_required: 'Type your password once more to show that it is you.',
    sign_on_expired: 'Signing in took too long. Begin again.',
    provider_away: 'The single sign-on cannot be reached. Try again later, or sign in with your password.',
    link_ended: 'This link was used, was taken back, or is too old. Ask for a new one.',
    password_change_required: 'Set a new password first.',
    forbidden: 'Your roles do not allow this. Ask your administrator if you need it.',
    cross_site: 'The request came from another site and was refused. Use the hub’s own pages.',
    too_many_attempts: 'Too many attempts. Wait a few minutes and try again.',
    not_found: 'It cannot be found; it may have been deleted. Look for it in the list.',
    gone: 'It was taken back.',
    stale_revision: 'Somebody just saved this draft. Both changes are being brought together.',
    pen_held:
      'Somebody else is writing this draft. Yours was not saved and is still on this page: ask for the pen, or wait.',
    hash_mismatch:
      'It changed after you looked at it, so your opinion was not taken. Look again, then decide.',
    wrong_state:
      'This is not possible in its present state; somebody may just have dealt with it. Reload and look.',
    consultations_open:
      'A body that was asked has not replied, or its reply does not cover this text. Record the reply, confirm or withdraw it under “Consultations”, and try again.',
    consultation_closed: 'This consultation has just been answered or withdrawn. Load it again.',
    screening_blocks:
      'Not submitted: the screening found what has to be dealt with. The draft is as it was: mend each place under “Screening”, or have it let pass, then submit again.',
    findings_open: 'Not all findings of the screening have been answered. Answer each, then approve.',
    drafter_may_not_decide: 'Who drafted it may not decide on it. Somebody else has to.',
    requester_may_not_decide: 'Who asked for it may not decide on it. Somebody else has to.',
    already_decided: 'This step has been decided already; nothing is left to do.',
    delegation_overlaps:
      'These steps are given to somebody for part of this time already. Take that back first, or choose another time.',
    slip_outdated: 'This slip is of a version that no longer waits. Print a slip of the newest version.',
    slip_used: 'A scan of this slip was recorded already: a slip counts once.',
    recorder_may_not_confirm: 'Who recorded the scan may not confirm it: somebody else has to.',
    not_submittable: 'The draft still has problems. Go through the list below and mend them.',
    invalid_time:
      'The times do not fit: publishing cannot lie in the past, expiry must come after it. Change them.',
    notice_too_short:
      'The public notice would end too early. Choose an end after its working days, or leave it to the hub.',
    objections_open: 'An objection has no result yet. Enter it first.',
    unknown_target: 'A target is switched off or was not approved. Choose the targets again.',
    pairing_code_unknown:
      'No screen shows this code now. Compare the six characters; codes change after a while.',
    warning_source_unknown:
      'The sender of this message is not listed under Sources, so it is not relayed. Check it, and have an administrator list it.',
    warning_known: 'This message was taken in before.',
    second_person: 'Somebody else has to do this step.',
    too_much_at_once: 'This is more than screens show at once. Lift something first.',
    already_claimed: 'This screen has been claimed already. Revoke it first to claim it again.',
    payload_invalid: 'What was sent has the wrong form. Load the page again and retry.',
    interrupted:
      'The connection broke while the hub was at it. Reload and look whether it took effect before you try again.',
    unavailable: 'The hub cannot do this at the moment; it usually passes. Try again shortly.',
    internal:
      'Something went wrong in the hub; nothing was changed. Try again, and report the request number if it recurs.',
  },
  fileReason: {
    empty: 'The file is empty. Choose it again.',
    too_large: 'The file is larger than 20 MB (a film: 100 MB). Compress or split it, then try again.',
    unpacks_too_large:
      'The file unpacks to far more than a document holds. Save it again in its own program and try that.',
    too_much_text: 'The file holds more text than one may. Split it.',
    damaged: 'The file is damaged or incomplete. Save it again in its own program and try that.',
    encrypted:
      'The file is protected by a password: nobody could read it. Remove the password and try again.',
    macros: 'The file contains macros. Save it as .docx without macros and try again.',
    not_word:
      'A draft begins with a Word (.docx, .doc), WPS, PDF or OFD file, and this is none, whatever its name says. Save the original anew and try that.',
    kind: 'Files of this kind are not accepted. Use PNG, JPEG, WebP or GIF pictures, PDF, OFD, or Word, Excel and PowerPoint files, or .txt and .csv texts.',
    mislabelled:
      'The name says another kind than the content. Save it again in its own program and try that.',
    too_complex: 'Reading the file takes too long. Split it, or save it in a simpler form.',
    not_cleanable: 'No clean copy can be made. Clean it in its own program and upload that.',
    picture: 'The picture is damaged or larger than 60 megapixels. Save it again and smaller.',
  },
  list: {
    comma: ', ',
    total_one: '{{count}} announcement',
    totalMore_one: 'More than {{count}} announcement',
    totalMore_other: 'More than {{count}} announcements',
    total_other: '{{count}} announcements',
    all: 'All',
    stage: 'Filter by stage',
    more: 'Show more',
    end_one: 'That is all: {{count}}',
    end_other: 'That is all: {{count}}',
    none: 'No announcements yet',
    noneText: 'Drop a Word file or start from a blank page to make the first one.',
    showAll: 'Show all',
  },
};

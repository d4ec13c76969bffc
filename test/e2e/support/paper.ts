import sharp from 'sharp';
import { PaperRecordView, SlipView, VersionPaper } from '../../../src/contract/api.js';
import { dayText } from '../../../src/contract/kit/office-time.js';
import type { Member } from './member.js';

/** The slip of the step that waits. */
export async function slipOf(clerk: Member, versionId: string): Promise<SlipView> {
  const answer = await clerk.call('POST', `/versions/${versionId}/slip`, { consoleUrl: clerk.visitor.url });
  return SlipView.parse(answer.json);
}

/** A version that was signed by hand; the scan is recorded and waits for its check. */
export async function onPaper(clerk: Member, versionId: string): Promise<PaperRecordView> {
  const { code } = await slipOf(clerk, versionId);
  const [signer] = (await clerk.get(VersionPaper, `/versions/${versionId}/paper`)).signers;
  const scan = await clerk.upload(`/slips/${code}/scan`, '审签单.png', await sheet());
  const answer = await clerk.call('POST', `/slips/${code}/records`, {
    ...{ scan: scan.json, verdict: 'approve', opinion: '同意发布' },
    ...{ signerId: signer?.id, signedOn: dayText(new Date()) },
  });
  return PaperRecordView.parse(answer.json);
}

/** A white sheet with a stroke where somebody signed. */
function sheet(): Promise<Buffer> {
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="620" height="877"><rect width="620" height="877" fill="#fff"/>
    <path d="M60 90h500M60 130h500M60 170h360" stroke="#888" stroke-width="6"/>
    <path d="M330 700c40-60 60 60 90 0s40-40 60 20" stroke="#123" stroke-width="4" fill="none"/></svg>`;
  return sharp(Buffer.from(drawing)).png().toBuffer();
}

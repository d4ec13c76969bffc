#!/usr/bin/env node
// 核验通播发布凭证。 Checks a publication receipt of Tongbo with Node (18 or newer) alone: no hub, no network, no package.
// What it proves and what it does not: docs/receipt.md.
import { createHash, createPublicKey, verify } from 'node:crypto';
import { readFileSync, realpathSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { pathToFileURL } from 'node:url';

const USAGE = `用法 usage: node verify-receipt.mjs receipt.json [--anchor FILE]... [--key KEY]... [--file FILE]...
  --anchor  另处保存的锚点（.json 或 .jsonl）   an anchor that was kept elsewhere
  --key     中枢的公钥 ed25519:…，或含公钥的文件  the hub's public key, or a file that has it
  --file    与凭证中的哈希比对的文件            a file to compare with the hashes in the receipt
退出码 exit code: 0 通过 holds, 1 未通过 does not hold, 2 用法有误 wrong usage`;
/** Clocks may have been set back by this much between two steps. */
const LATITUDE_MS = 60_000;
const GENESIS = hash('tongbo ledger');

function hash(...parts) {
  const digest = createHash('sha256');
  for (const part of parts) digest.update(part);
  return `sha256:${digest.digest('hex')}`;
}

/** The one text of a JSON value: keys sorted by UTF-16 code unit, no white space. */
export function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const keys = Object.keys(value).sort((a, b) => (a < b ? -1 : 1));
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(',')}}`;
}
const same = (a, b) => canonical(a ?? null) === canonical(b ?? null);

/** `ed25519:` and base64url in its one right spelling. */
function bytesOf(text) {
  const bytes = Buffer.from(String(text).slice('ed25519:'.length), 'base64url');
  return text === `ed25519:${bytes.toString('base64url')}` ? bytes : Buffer.alloc(0);
}

function isSigned({ signature, ...rest }) {
  const [key, proof] = [bytesOf(rest.key?.publicKey), bytesOf(signature)];
  if (key.length !== 32 || proof.length !== 64) return false;
  if (rest.key.id !== createHash('sha256').update(key).digest('hex').slice(0, 16)) return false;
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: key.toString('base64url') };
  return verify(null, Buffer.from(canonical(rest)), createPublicKey({ key: jwk, format: 'jwk' }), proof);
}

/** RFC 9162 section 2.1.3.2: the root that a leaf's audit path leads to; undefined when it has a wrong length. */
function rootOf(leaf, index, size, path) {
  let [place, last, node] = [index, size - 1, leaf];
  const bytes = (name) => Buffer.from(name.slice('sha256:'.length), 'hex');
  for (const beside of path) {
    if (last === 0) return undefined;
    if (place % 2 === 1 || place === last) {
      node = hash(Buffer.of(1), bytes(beside), bytes(node));
      while (place % 2 === 0 && place !== 0) [place, last] = [Math.floor(place / 2), Math.floor(last / 2)];
    } else node = hash(Buffer.of(1), bytes(node), bytes(beside));
    [place, last] = [Math.floor(place / 2), Math.floor(last / 2)];
  }
  return last === 0 ? node : undefined;
}

const whole = (a, b) => (BigInt(a) < BigInt(b) ? -1 : BigInt(a) > BigInt(b) ? 1 : 0);
const order = (a, b) => whole(a.txid, b.txid) || whole(a.id, b.id);
const inTime = (...times) =>
  times.every((time, n) => n === 0 || !(Date.parse(time) < Date.parse(times[n - 1]) - LATITUDE_MS)) &&
  times.every((time) => !Number.isNaN(Date.parse(time)));

/**
 * Checks the bytes of a receipt. Answers with the receipt, and what is wrong with it as [Chinese, English] pairs.
 * `anchors` and `keys` are what somebody kept elsewhere, `files` are `{ name, bytes }`.
 */
export function verifyReceipt(bytes, { anchors = [], keys = [], files = [] } = {}) {
  const faults = [];
  const check = (good, zh, en) => {
    if (!good) faults.push([zh, en]);
    return Boolean(good);
  };
  let receipt;
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    receipt = JSON.parse(text);
    check(
      canonical(receipt) === text,
      '文件不是规范的 JSON 文本，被改动过',
      'the file is not its canonical text: it was changed',
    );
    check(receipt.format === 'tongbo-receipt.v1', '不是第一版发布凭证', 'it is not a receipt of version 1');
    if (faults.length === 0) check(isSigned(receipt), '签名不符', 'the signature does not fit');
    if (faults.length > 0) return { receipt: undefined, faults };
    checkSeals(receipt, check);
    checkEntries(receipt, check);
    const told = tell(receipt.entries.map(({ leaf }) => leaf));
    check(same(told, receipt.statement), '陈述与台账条目不一致', 'the statement is not what the entries say');
    checkStory(receipt, check);
    checkKeys(receipt, keys, check);
    checkAnchors(receipt, anchors, check);
    checkFiles(receipt, files, check);
  } catch (error) {
    faults.push(['无法读作发布凭证', `it cannot be read as a receipt: ${error.message}`]);
  }
  return { receipt, faults };
}

function checkSeals({ seals, newest }, check) {
  seals.forEach((seal, n) => {
    const { hash: own, ...rest } = seal;
    const before = seals[n - 1];
    const [zh, en] = [`第 ${seal.number} 号封存`, `seal ${seal.number}`];
    check(own === hash(canonical(rest)), `${zh}的哈希不符`, `${en} has another hash than it says`);
    if (seal.number === '1')
      check(seal.prev === GENESIS, `${zh}不是起点`, `${en} is not the beginning of a ledger`);
    check(
      order(seal.from, seal.to) <= 0 && seal.entries > 0,
      `${zh}的范围有误`,
      `the range of ${en} is wrong`,
    );
    if (!before) return;
    const next = BigInt(seal.number) - BigInt(before.number);
    const chained = next === 1n ? seal.prev === before.hash : next > 1n;
    check(
      chained && order(before.to, seal.from) < 0,
      `${zh}没有接在前一号之后`,
      `${en} does not follow the one before it`,
    );
    check(
      inTime(before.sealedAt, seal.sealedAt),
      `${zh}的时间早于前一号`,
      `${en} is older than the one before it`,
    );
  });
  check(seals.at(-1)?.number === newest, '缺少最新的封存', 'the newest seal is missing');
}

function checkEntries({ entries, seals, announcement, office }, check) {
  const byNumber = new Map(seals.map((seal) => [seal.number, seal]));
  entries.forEach(({ leaf, seal: number, index, path }, n) => {
    const [zh, en] = [`第 ${leaf.id} 号条目`, `entry ${leaf.id}`];
    const seal = byNumber.get(number);
    if (!check(seal, `${zh}没有封存`, `${en} has no seal`)) return;
    const inside = Number.isSafeInteger(index) && index >= 0 && index < seal.entries;
    const root = inside && rootOf(hash(Buffer.of(0), canonical(leaf)), index, seal.entries, path);
    check(root === seal.root, `${zh}不在第 ${number} 号封存之中`, `${en} is not under seal ${number}`);
    const [first, last] = [order(seal.from, leaf), order(leaf, seal.to)];
    const ends = (index === 0) === (first === 0) && (index === seal.entries - 1) === (last === 0);
    check(first <= 0 && last <= 0 && ends, `${zh}的位置有误`, `${en} stands in a wrong place`);
    check(n === 0 || order(entries[n - 1].leaf, leaf) < 0, `${zh}的次序有误`, `${en} is out of order`);
    const own = leaf.announcement === announcement.id && leaf.office === office.id;
    check(own, `${zh}属于别的信息`, `${en} is about something else`);
    check(inTime(leaf.at, seal.sealedAt), `${zh}晚于其封存`, `${en} is younger than its seal`);
  });
}

/** What entries say together; the rules stand in docs/receipt.md. */
function tell(leaves) {
  const told = { versions: [], releases: [], deliveries: [], recalls: [] };
  const ended = 'gone done cancelled superseded lapsed failed'.split(' ');
  const open = 'held scheduled queued sending accepted live missing unconfirmed with_person'.split(' ');
  for (const { kind, subject, actor: by, at, data } of leaves) {
    const [part, word = ''] = kind.split('.');
    const id = subject ?? '';
    const text = (key) => (typeof data?.[key] === 'string' ? data[key] : '');
    const given = (key) => (text(key) === '' ? {} : { [key]: text(key) });
    const picked = (...keys) => Object.fromEntries(keys.map((key) => [key, text(key)]));
    const member = (key) => data?.[key] ?? null;
    const known = (list, key = id) => list.find((one) => one.id === key);
    if (kind === 'version.submitted')
      told.versions.push({
        id,
        number: member('number'),
        ...picked('hash'),
        renditions: member('renditions'),
        by,
        at,
        decisions: [],
      });
    else if (kind === 'version.approved') Object.assign(known(told.versions) ?? {}, { approvedAt: at });
    else if (part === 'decision')
      known(told.versions, text('version'))?.decisions.push({
        ...{
          id,
          verdict: { approved: 'approve', withheld: 'withhold' }[word] ?? 'return',
          renditions: member('renditions'),
          by: text('signer') === '' ? by : `member:${text('signer')}`,
          at,
        },
        ...picked('step', 'hash'),
        ...(member('paper') && { paper: member('paper') }),
        ...given('behalf'),
      });
    else if (kind === 'release.created')
      told.releases.push({
        id,
        targets: member('targets'),
        by,
        at,
        ...picked('version', 'hash', 'publishAt', 'priority'),
        ...given('expiresAt'),
      });
    else if (kind === 'delivery.created') {
      const facts = picked('operation', 'target', 'release', 'version', 'rendition', 'publishAt', 'state');
      told.deliveries.push({ id, at, ...facts, ...given('reason') });
    } else if (part === 'delivery' && [...ended, ...open].includes(word)) {
      const delivery = known(told.deliveries);
      if (!delivery) continue;
      Object.assign(delivery, { state: word, ...given('url'), ...given('reason') });
      if (word === 'live') delivery.liveAt ??= at;
      delete delivery.endedAt;
      if (ended.includes(word)) delivery.endedAt = at;
    } else if (kind === 'recall.requested')
      told.recalls.push({ id, by, at, ...picked('reason'), emergency: member('emergency') === true });
    else if (part === 'recall' && ['approved', 'refused'].includes(word))
      Object.assign(known(told.recalls) ?? {}, {
        decision: { verdict: word === 'approved' ? 'approve' : 'refuse', by, at },
      });
    else if (part === 'consultation') {
      const list = (told.consultations ??= []);
      const asked = known(list) ?? {};
      if (word === 'asked') list.push({ id, by, at, ...picked('kind', 'organ', 'dueAt'), ...given('hash') });
      if (word === 'replied') asked.reply = { by, at, ...picked('verdict', 'receivedAt') };
      if (word === 'withdrawn') asked.withdrawn = { by, at, ...picked('reason') };
      if (word === 'confirmed') (asked.confirmed ??= []).push({ by, at, ...picked('text') });
    }
  }
  return told;
}

/** The four-eyes rule, the same bytes from the version to the place, and times in order. */
function checkStory(
  { statement: { versions, releases, deliveries, recalls, consultations = [] }, entries, seals, madeAt },
  check,
) {
  check(releases.length > 0, '没有发布过', 'it was never released');
  for (const { number, hash: own, renditions, by, at, decisions, approvedAt } of versions) {
    const [zh, en] = [`第 ${number} 版`, `version ${number}`];
    const seen = decisions.every((one) => one.hash === own && same(one.renditions, renditions));
    check(seen, `${zh}审查的不是送审的内容`, `what was decided on is not what was submitted as ${en}`);
    const apart = ({ paper }) => !paper || ![by, paper.recordedBy].includes(paper.confirmedBy);
    check(
      decisions.every((one) => ![one.by, one.behalf].includes(by) && apart(one)),
      `${zh}由起草人自己审查，或纸质审签没有另一人核对`,
      `${en} was decided on by its drafter, or nobody else confirmed what was signed on paper`,
    );
    check(
      decisions.every((one) => inTime(at, one.at)),
      `${zh}审查早于送审`,
      `${en} was decided on before it was submitted`,
    );
    if (approvedAt === undefined) continue;
    const agreed = decisions.length > 0 && decisions.every(({ verdict }) => verdict === 'approve');
    check(
      agreed && inTime(decisions.at(-1).at, approvedAt),
      `${zh}没有审查通过`,
      `${en} was approved without a decision`,
    );
    const answered = consultations.every(
      (one) =>
        Date.parse(one.at) > Date.parse(approvedAt) - LATITUDE_MS ||
        inTime((one.reply ?? one.withdrawn)?.at, approvedAt),
    );
    check(answered, `${zh}通过时会商还没有答复`, `${en} was approved while a consultation was open`);
  }
  const versionOf = (id) => versions.find((one) => one.id === id);
  const approved = entries.filter(({ leaf }) => leaf.kind === 'version.approved');
  for (const { leaf } of approved)
    check(
      versionOf(leaf.subject)?.hash === leaf.data.hash,
      '审查通过的不是送审的内容',
      'what was approved is not what was submitted',
    );
  for (const { version: id, hash: own, targets, at } of releases) {
    const version = versionOf(id);
    check(
      version?.hash === own && inTime(version?.approvedAt, at),
      '发布的不是审查通过的内容',
      'what was released had not been approved',
    );
    check(
      targets.every((target) => version?.renditions[target]),
      '发布到了未经审查的目标',
      'it was released to a target that was not approved',
    );
  }
  for (const {
    id,
    operation,
    target,
    release: releaseId,
    version: versionId,
    rendition,
    ...times
  } of deliveries) {
    const release = releases.find((one) => one.id === releaseId);
    const good = release?.version === versionId && release.targets.includes(target);
    check(
      good && versionOf(versionId)?.renditions[target] === rendition,
      '投递的不是审查通过的字节',
      'what was delivered is not what was approved',
    );
    const own = entries.filter(({ leaf }) => leaf.subject === id && leaf.data?.rendition !== undefined);
    check(
      own.every(({ leaf }) => leaf.data.rendition === rendition && leaf.data.target === target),
      '投递中途换了字节',
      'other bytes were delivered on the way',
    );
    const steps = [release?.at, times.at, times.liveAt, times.endedAt].filter((time) => time !== undefined);
    check(inTime(...steps), '投递的时间次序有误', 'the times of a delivery are out of order');
    if (operation !== 'recall' && times.liveAt)
      check(inTime(times.publishAt, times.liveAt), '早于计划时间上线', 'it was live before its time');
  }
  for (const { by, at, emergency, decision } of recalls)
    if (decision)
      check(
        (emergency || decision.by !== by) && inTime(at, decision.at),
        '撤回未经第二人同意',
        'a recall had no second person',
      );
  check(
    inTime(seals.at(-1)?.sealedAt, madeAt),
    '凭证早于其封存',
    'the receipt is older than its newest seal',
  );
}

function checkKeys({ key }, keys, check) {
  if (keys.length > 0)
    check(
      keys.includes(key.publicKey),
      '凭证由另一把密钥签署',
      'it was signed with another key than the one given',
    );
}

function checkAnchors({ seals, key }, anchors, check) {
  let compared = 0;
  for (const anchor of anchors) {
    const [zh, en] = [`第 ${anchor.number} 号锚点`, `anchor ${anchor.number}`];
    const good = check(
      anchor.format === 'tongbo-seal.v1' && isSigned(anchor),
      `${zh}的签名不符`,
      `the signature of ${en} does not fit`,
    );
    if (
      !good ||
      !check(
        anchor.key.publicKey === key.publicKey,
        `${zh}出自另一把密钥`,
        `${en} was signed with another key`,
      )
    )
      continue;
    const seal = seals.find(({ number }) => number === String(anchor.number));
    if (seal) compared += 1;
    if (seal)
      check(
        seal.hash === anchor.hash,
        `${zh}与凭证不符：台账被替换过`,
        `${en} contradicts the receipt: the ledger was replaced`,
      );
  }
  if (anchors.length > 0)
    check(
      compared > 0,
      '所给锚点都不在凭证的链上，无法比对；请重新下载凭证',
      'no anchor given lies on the chain in the receipt: download the receipt again',
    );
}

function checkFiles({ files, statement }, given, check) {
  const known = [
    ...files.map((file) => file.hash),
    ...statement.versions.flatMap(({ renditions }) => Object.values(renditions)),
  ];
  for (const { name, bytes } of given)
    check(
      known.includes(hash(bytes)),
      `文件 ${name} 不在凭证之中`,
      `the file ${name} is not among those of the receipt`,
    );
}

/** The words of the console. */
const WORDS = Object.fromEntries(
  `publish 发布 update 更新 recall 撤回 approve 同意 return 退回 refuse 不同意 withhold 不予公开
  consultation 会商 escalation 报请确定 agrees 同意 objects 有不同意见 no_opinion 无意见 may 可以公开 may_not 不予公开
  partly 部分公开 held 暂缓 scheduled 待发布 queued 排队中 sending 发送中 accepted 待上线 live 已上线 gone 已下线
  missing 内容不见了 failed 失败 unconfirmed 未确认 cancelled 已取消 lapsed 已过期未发 done 已撤回 with_person 等人处理
  superseded 被新版替换 expired 到期下线 error 内容有误 secrecy 涉密或敏感 privacy 涉及个人信息 policy_change 政策调整
  duplicate 重复发布 other 其他原因`
    .match(/\S+ \S+/g)
    .map((pair) => pair.split(' ')),
);
const both = (word) => (WORDS[word] ? `${WORDS[word]} ${word}` : word);
const when = (time) => new Date(time).toLocaleString('sv-SE', { timeZoneName: 'longOffset' });

/** Who, what, where, when, gone. */
function summary({ office, announcement, statement, names, seals, entries, key, madeAt }) {
  const who = (actor) => names.members.find(({ id }) => actor === `member:${id}`)?.name ?? actor;
  const where = (id) => names.targets.find((target) => target.id === id)?.name ?? id;
  const lines = [
    `信息 what      《${announcement.title}》 ${announcement.permalink ?? ''}`,
    `机关 office    ${office.name}`,
  ];
  for (const version of statement.versions) {
    lines.push(`第 ${version.number} 版 version ${version.number}  ${version.hash}`);
    lines.push(`  送审 submitted  ${who(version.by)}  ${when(version.at)}`);
    for (const { step, verdict, by, at, paper, behalf } of version.decisions) {
      const how = paper ? `; 纸质 on paper ${paper.signedOn}, 核对 ${who(paper.confirmedBy)}` : '';
      lines.push(
        `  审查 decided    ${who(by)}  ${both(verdict)} (${step})  ${when(at)}${how}${behalf ? `; 代 for ${who(behalf)}` : ''}`,
      );
    }
  }
  for (const { kind, organ, by, at, reply, withdrawn } of statement.consultations ?? []) {
    const end = reply ? `${both(reply.verdict)} ${when(reply.receivedAt)}` : (withdrawn?.reason ?? '');
    lines.push(`${both(kind)} → ${organ}  ${who(by)}  ${when(at)}; ${end}`);
  }
  for (const { by, at } of statement.releases) lines.push(`发布 released  ${who(by)}  ${when(at)}`);
  for (const { operation, target, state, url, liveAt, endedAt, reason } of statement.deliveries) {
    lines.push(
      `${both(operation)} → ${where(target)}: ${both(state)}${reason ? `, ${both(reason)}` : ''}  ${url ?? ''}`.trimEnd(),
    );
    if (liveAt) lines.push(`  上线 live   ${when(liveAt)}`);
    if (endedAt) lines.push(`  终止 ended  ${when(endedAt)}`);
  }
  for (const { by, reason, at, emergency, decision } of statement.recalls) {
    const second = decision
      ? `${both(decision.verdict)} ${who(decision.by)}`
      : emergency
        ? '紧急 emergency'
        : '待定 waiting';
    lines.push(`要求撤回 recall asked for  ${who(by)}  ${both(reason)}  ${when(at)}; ${second}`);
  }
  lines.push(
    `台账 ledger    ${entries.length} 条 entries, 封存 seals ${seals[0].number} – ${seals.at(-1).number}, ${when(madeAt)}`,
  );
  return [...lines, `公钥 key       ${key.publicKey}`];
}

function documentsIn(text) {
  try {
    return [JSON.parse(text)];
  } catch {
    return text
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => JSON.parse(line));
  }
}

function keyFrom(word) {
  const [found] =
    (word.startsWith('ed25519:') ? word : readFileSync(word, 'utf8')).match(/ed25519:[\w-]{43}(?![\w-])/) ??
    [];
  if (found === undefined) throw new Error(`${word}: no ed25519: key`);
  return found;
}

function read(args) {
  const many = { type: 'string', multiple: true, default: [] };
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { anchor: many, key: many, file: many },
  });
  if (positionals.length !== 1) throw new Error('one receipt, please');
  return {
    bytes: readFileSync(positionals[0]),
    anchors: values.anchor.flatMap((path) => documentsIn(readFileSync(path, 'utf8'))),
    keys: values.key.map(keyFrom),
    files: values.file.map((name) => ({ name, bytes: readFileSync(name) })),
  };
}

function main(args) {
  let given;
  try {
    given = read(args);
  } catch (error) {
    process.stderr.write(`${error.message}\n${USAGE}\n`);
    return 2;
  }
  const { receipt, faults } = verifyReceipt(given.bytes, given);
  if (faults.length > 0) {
    process.stderr.write('✗ 核验未通过 NOT VERIFIED\n');
    for (const [zh, en] of faults) process.stderr.write(`  ${zh}\n  ${en}\n`);
    return 1;
  }
  process.stdout.write(`✓ 核验通过 VERIFIED\n${summary(receipt).join('\n')}\n`);
  if (given.keys.length === 0 && given.anchors.length === 0)
    process.stdout.write(
      '注意：公钥取自凭证本身；用 --key 或 --anchor 与另处保存的比对。\nNote: the key is the receipt’s own word; compare it with one kept elsewhere by --key or --anchor.\n',
    );
  return 0;
}

if (process.argv[1] && import.meta.url === pathToFileURL(realpathSync(process.argv[1])).href)
  process.exitCode = main(process.argv.slice(2));

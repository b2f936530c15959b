import type { NamesList, PrivacyFacts } from '@agenttracer/schema/query'
import { Link } from '@remix-run/react'
import { exactCount } from '../../format/count.ts'
import { Button, buttonClass } from '../../ui/button.tsx'
import { Count } from '../../ui/count.tsx'
import { Disclosure } from '../../ui/disclosure.tsx'
import { Panel } from '../../ui/panel.tsx'
import { SettingsFrame } from './frame.tsx'
import { namesAddress, NameTable } from './name-table.tsx'
import type { Loaded, Outcome } from './outcome.ts'
import { cannotDo, checkYourself, kindWords, neverStored, reasonWords } from './privacy-text.ts'
import type { StoredTable } from './privacy-report.ts'
import { OwnForm } from '../../ui/own-form.tsx'

export interface PrivacySettings {
  readonly facts: PrivacyFacts
  /** Of the agent that the address names. */
  readonly names: NamesList | undefined
  readonly tables: readonly StoredTable[]
}

/** What is stored with its rule, what never is, what was dropped here, and how full the name registry is. */
export function PrivacyPage({ loaded, outcome }: { readonly loaded: Loaded<PrivacySettings>; readonly outcome: Outcome | undefined }) {
  return (
    <SettingsFrame title="Privacy" loaded={loaded} outcome={outcome}>
      {({ facts, names, tables }) => (
        <>
          <p className="flex flex-wrap items-center gap-x-3 gap-y-2">
            <a className={buttonClass()} href="/p/default/settings/privacy/report" download>
              Download the report
            </a>
            <span className="text-muted">This page as one file, for whoever must judge it.</span>
          </p>
          <Panel title="Never stored" note="The record has no field for any of it.">
            <ul className="list-disc pl-5">
              {neverStored.map((what) => (
                <li key={what}>{what}</li>
              ))}
            </ul>
          </Panel>
          <Panel title="Dropped before it was sent" note="As the SDKs of this project counted it.">
            {facts.dropped.length === 0 ? <p className="text-muted">Nothing was dropped.</p> : <DroppedTable dropped={facts.dropped} />}
          </Panel>
          <Panel title="Name registry" note="Each agent may use so many names of a kind; past that, a step carries its type only.">
            {facts.agents.length === 0 ? <p className="text-muted">No names yet.</p> : <RegistryTable agents={facts.agents} />}
            {names === undefined ? null : <NameTable list={names} />}
          </Panel>
          <Panel title="Stored, field by field" note="Made from the schemas that the server enforces.">
            {tables.map((table) => (
              <FieldTable key={table.title} table={table} />
            ))}
          </Panel>
          <Panel title="What the rules cannot do">
            <ul className="list-disc pl-5">
              {cannotDo.map((text) => (
                <li key={text}>{text}</li>
              ))}
            </ul>
          </Panel>
          <Panel title="Check it yourself">
            <dl className="grid gap-x-4 gap-y-1 sm:grid-cols-[16rem_minmax(0,1fr)]">
              {checkYourself.map(([command, what]) => (
                <div key={command} className="contents">
                  <dt className="font-mono text-xs leading-5">{command}</dt>
                  <dd>{what}</dd>
                </div>
              ))}
            </dl>
          </Panel>
        </>
      )}
    </SettingsFrame>
  )
}

function DroppedTable({ dropped }: { readonly dropped: PrivacyFacts['dropped'] }) {
  return (
    <table className="cards w-full text-[0.8125rem]" data-testid="dropped-table">
      <thead className="text-xs text-muted">
        <tr className="border-b border-hairline">
          <th scope="col">What and why</th>
          <th scope="col" className="num">Times</th>
          <th scope="col" className="num">Processes</th>
        </tr>
      </thead>
      <tbody>
        {dropped.map(({ reason, count, clients }) => (
          <tr key={reason} className="border-b border-hairline">
            <th scope="row" className="font-normal">{reasonWords[reason]}</th>
            <td className="num" data-label={count === 1 ? 'time' : 'times'}><Count value={count} /></td>
            <td className="num" data-label={clients === 1 ? 'process' : 'processes'}><Count value={clients} /></td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function RegistryTable({ agents }: { readonly agents: PrivacyFacts['agents'] }) {
  return (
    <table className="cards w-full text-[0.8125rem]" data-testid="registry-table">
      <thead className="text-xs text-muted">
        <tr className="border-b border-hairline">
          <th scope="col">Agent</th>
          <th scope="col">Names in use, of how many</th>
          <th scope="col"><span className="sr-only">Show and reset</span></th>
        </tr>
      </thead>
      <tbody>
        {agents.map(({ agentId, kinds }) => (
          <tr key={agentId ?? ''} className="border-b border-hairline" data-agent={agentId ?? ''}>
            <th scope="row" className="font-medium md:min-w-40">{agentId ?? <span className="font-normal text-muted">the project itself</span>}</th>
            <td>{kinds.map(({ kind, names, cap }) => `${kindWords[kind]} ${exactCount(names)} of ${exactCount(cap)}`).join(' · ')}</td>
            <td>
              <div className="flex items-center gap-3 md:justify-end">
                <Link className="whitespace-nowrap text-link" to={namesAddress(agentId)} preventScrollReset aria-label={`Show the names of ${agentId ?? 'the project itself'}`}>Show</Link>
                <ResetForm agentId={agentId} />
              </div>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function ResetForm({ agentId }: { readonly agentId: string | null }) {
  return (
    <Disclosure label="Reset" side="right" className="w-72 max-w-[calc(100vw-2rem)] text-left">
      <OwnForm method="post" className="grid justify-items-start gap-2">
        <p>The names of {agentId ?? 'the project itself'} no longer count against their limits. Runs keep the names that they show; agents and versions stay.</p>
        <input type="hidden" name="agent" value={agentId ?? ''} />
        <Button type="submit" name="wish" value="reset-names">
          Reset names
        </Button>
      </OwnForm>
    </Disclosure>
  )
}

function FieldTable({ table: { title, fields } }: { readonly table: StoredTable }) {
  return (
    <details className="border-b border-hairline py-1">
      <summary className="min-h-6 cursor-pointer">
        {title} <span className="text-muted">({fields.length} fields)</span>
      </summary>
      <table className="mb-2 w-full text-left text-xs [&_td]:py-0.5 [&_th]:py-0.5 [&_th]:pr-4">
        <thead className="text-muted">
          <tr>
            <th scope="col" className="w-1/3 font-medium">Field</th>
            <th scope="col" className="font-medium">What it can hold</th>
          </tr>
        </thead>
        <tbody>
          {fields.map(({ field, form }) => (
            <tr key={field}>
              <th scope="row" className="font-mono font-normal [overflow-wrap:anywhere]">{field}</th>
              <td>{form}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}

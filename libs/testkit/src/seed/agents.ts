/** An agent as the seeder plays it. Weights are shares of all runs: a few agents have most of them. */
export interface SeedAgent {
  readonly name: string
  readonly weight: number
  /** Oldest first; `from`: the share of the seeded time at which it was released. */
  readonly versions: readonly { readonly label: string; readonly from: number }[]
  readonly models: readonly { readonly asked: string; readonly answers: string; readonly provider: string; readonly weight: number }[]
  readonly tools: readonly { readonly name: string; readonly weight: number; readonly medianMs: number; readonly isHttp: boolean }[]
  /** Name of its retriever. */
  readonly retriever?: string
  readonly guardrail?: string
  /** Its work lies inside an agent step of this name. */
  readonly inner?: string
  /** Half of its runs have fewer rounds of model and tool. */
  readonly rounds: number
  /** Share of its runs that fail. */
  readonly failing: number
}

const model = (asked: string, answers: string, provider: string, weight = 1): SeedAgent['models'][number] => ({ asked, answers, provider, weight })
const api = (name: string, weight: number, medianMs: number): SeedAgent['tools'][number] => ({ name, weight, medianMs, isHttp: true })
const own = (name: string, weight: number, medianMs: number): SeedAgent['tools'][number] => ({ name, weight, medianMs, isHttp: false })

export const seedAgents: readonly SeedAgent[] = [
  {
    name: 'support-bot', weight: 46, rounds: 3, failing: 0.035, inner: 'research', guardrail: 'pii_check',
    versions: [{ label: '2.3.7', from: 0 }, { label: '2.3.8', from: 0.25 }, { label: '2.3.9', from: 0.5 }, { label: '2.4.0', from: 0.8 }],
    models: [model('gpt-4o-mini', 'gpt-4o-mini-2024-07-18', 'openai', 4), model('gpt-4.1', 'gpt-4.1-2025-04-14', 'openai')],
    tools: [api('search_docs', 5, 420), api('lookup_order', 4, 180), api('fetch_page', 3, 650), own('create_ticket', 1, 90)],
  },
  {
    name: 'billing-bot', weight: 22, rounds: 2, failing: 0.05, guardrail: 'pii_check',
    versions: [{ label: '0.8.0', from: 0 }, { label: '0.8.1', from: 0.55 }],
    models: [model('gpt-4o-mini', 'gpt-4o-mini-2024-07-18', 'openai')],
    tools: [api('fetch_invoice', 4, 350), api('exchange_rates', 2, 120), api('issue_refund', 1, 800)],
  },
  {
    name: 'planner', weight: 13, rounds: 4, failing: 0.06,
    versions: [{ label: '1.8', from: 0 }, { label: '1.9', from: 0.35 }],
    models: [model('claude-sonnet-4', 'claude-sonnet-4-20250514', 'anthropic', 3), model('gpt-4.1', 'gpt-4.1-2025-04-14', 'openai')],
    tools: [own('lookup_calendar', 3, 60), api('maps_distance', 2, 240), own('write_plan', 1, 20)], retriever: 'search_kb',
  },
  {
    name: 'research-agent', weight: 9, rounds: 7, failing: 0.09, inner: 'reader',
    versions: [{ label: '2026.11.1', from: 0 }, { label: '2026.11.14', from: 0.6 }],
    models: [model('claude-opus-4', 'claude-opus-4-20250514', 'anthropic'), model('gemini-2.5-pro', 'gemini-2.5-pro', 'google')],
    tools: [api('web_search', 4, 900), api('fetch_page', 4, 1_400), own('extract_table', 1, 140)], retriever: 'vector_store',
  },
  {
    name: 'code-reviewer', weight: 6, rounds: 5, failing: 0.08,
    versions: [{ label: '9f2c1ab', from: 0 }, { label: 'd41e88c', from: 0.4 }, { label: '77b0a3e', from: 0.9 }],
    models: [model('gpt-4.1', 'gpt-4.1-2025-04-14', 'azure_openai')],
    tools: [own('read_file', 5, 12), own('run_tests', 2, 9_000), api('post_comment', 1, 300)],
  },
  {
    name: 'sales-assistant', weight: 3, rounds: 2, failing: 0.04, retriever: 'crm_search',
    versions: [{ label: '3.1.0', from: 0 }],
    models: [model('mistral-large-latest', 'mistral-large-2411', 'mistral')],
    tools: [api('crm_update', 1, 260)],
  },
  {
    name: 'batch-worker', weight: 1, rounds: 18, failing: 0.12,
    versions: [{ label: '5.0', from: 0 }, { label: '5.1', from: 0.7 }],
    models: [model('llama3.3', 'llama3.3', 'ollama')],
    tools: [own('store_result', 3, 30), api('load_batch', 1, 1_100)],
  },
]

/** What version 2.4.0 of support-bot brought: the group that a search for regressions must find, and one that was never seen before. */
export const plantedRegression = { agent: 'support-bot', version: '2.4.0', tool: 'search_docs', failing: 0.09, newFailing: 0.02 } as const

export const environments: readonly { readonly name: string; readonly weight: number }[] = [
  { name: 'production', weight: 82 }, { name: 'staging', weight: 13 }, { name: 'development', weight: 5 },
]

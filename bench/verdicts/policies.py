"""Policies for made-up histories: bundled ones, some of them changed, and small ones of their own."""

BUNDLED = ("standard", "strict", "production", "solo", "prototype", "senior-approval", "advisory")

QUESTION = """[[item.{id}.question]]
id = "threats"
ask = "What could an attacker do now?"
min_words = {words}
"""


def bundled(rng, name):
    text = f'extends = "sallyport:{name}@1"\n'
    if rng.random() < 0.6 and name != "senior-approval":
        text += ('[[rule]]\nname = "large AI change"\n'
                 f'when = {{ ai_lines = ">= {rng.choice((20, 60, 150))}" }}\nrequire = ["security"]\n')
    if name == "strict":
        text += '[item.security]\nassurance = "key"\n' if rng.random() < 0.7 else ""
    if name == "senior-approval":
        text += '[group.senior]\nmembers = ["bob@example.com", "lee@example.com"]\n'
    return text


def condition(rng):
    limit = rng.choice((1, 10, 30, 100))
    return rng.choice((
        f'ai_lines = ">= {limit}"', f'undeclared_lines = "> {limit}"', f'unreviewed_lines = ">= {limit}"',
        'ai_files = ">= 1"', 'ai_share = ">= 0.25"', f'lines = ">= {limit}"', f'deleted_lines = ">= {limit}"',
        'files = "< 4"', 'commits = ">= 2"', 'opaque_files = ">= 1"', 'opaque_bytes = ">= 1000"',
        'excluded_lines = ">= 5"', f'recent_ai_lines = ">= {limit}"',
        f'ai_lines = ">= {limit}", paths = ["src/**", "*.sql"]', 'ai_files = ">= 1", not_paths = ["docs/**"]',
        'tools = ["claude-code", "cursor"]', 'ai_lines = ">= 5", targets = ["refs/heads/main"]'))


def own_item(rng, name):
    text = f'[item.{name}]\ntitle = "{name.capitalize()} review"\ntext = "What stops whom?"\n'
    options = ('independent = true', 'count = 2', 'approvers = ["bob@example.com", "@seniors"]', 'survives = "exact"',
               'survives = "same-delta"', 'override = ["lee@example.com"]', 'expires_days = 1', 'max_generations = 1',
               'paths = ["src/**"]', 'level = "create"', 'assurance = "touch"', 'assurance = "forge"')
    chosen = {option.split(" ")[0]: option for option in rng.sample(options, rng.randrange(4))}
    return text + "".join(option + "\n" for option in chosen.values()) + QUESTION.format(id=name, words=rng.choice((1, 3)))


def own(rng):
    extra = (
        'deny_rewind = false', 'refs = ["refs/heads/main", "refs/heads/release/*"]')
    text = "".join(line + "\n" for line in extra if rng.random() < 0.2)
    items = ["security", "design"][:rng.choice((1, 1, 2))]
    for i in range(rng.choice((1, 2, 3))):
        text += f'[[rule]]\nname = "rule {i}"\nwhen = {{ {condition(rng)} }}\n'
        text += 'ask = true\n' if rng.random() < 0.25 else f'require = ["{rng.choice(items + ["policy-change"][:rng.random() < 0.1])}"]\n'
    text += '[[rule]]\nname = "large AI change"\nwhen = { ai_lines = ">= %d" }\nrequire = ["security"]\n' % rng.choice((5, 30, 100))
    text += "".join(own_item(rng, item) for item in items)
    tables = (
        '[exclude]\npaths = ["vendor/**", "*.md"]', '[exclude]\nlock_files = false', '[detect]\nmin_strength = "weak"',
        '[detect]\nundeclared = "ai"', '[detect]\ndisable = ["claude-code/*"]\n[[detect.rule]]\nid = "acme/author"\n'
        'kind = "author-email"\nmatch = "bob@"', '[gate.pre-push]\nmode = "warn"', '[gate.ci]\nmode = "off"',
        '[gate.pre-commit]\nmode = "off"', '[signoffs]\ndeclare_max = 20', '[waive]\napprovers = ["lee@example.com"]',
        '[waive]\napprovers = ["lee@example.com", "bob@example.com"]\ncount = 2\nmax_hours = 48',
        '[trust]\npaths = ["src/auth/**"]', '[window]\ncommits = 3', '[store]\nkeep_subjects = false',
        '[item.policy-change]\ncount = 2')
    chosen = {table.split("]")[0]: table for table in rng.sample(tables, rng.randrange(5))}
    return text + "".join(table + "\n" for table in chosen.values()) + '[group.seniors]\nmembers = ["lee@example.com"]\n'


def policy(rng, people):
    """The text of a policy for those PEOPLE; about one in 25 is broken."""
    name = rng.choice(BUNDLED) if rng.random() < 0.45 else None
    body = bundled(rng, name) if name else own(rng)
    text = 'schema = 1\nrepo_id = "acme/widgets"\ntarget = "refs/heads/main"\n' + body
    for i, person in enumerate(people):
        text += f'[principal."{person}@example.com"]\nkind = "human"\nforge = ["github:{101 + i}"]\n'
    text += '[principal."ci@example.com"]\nkind = "importer"\n'
    if rng.random() < 0.04:
        text += '[[rule]]\nname = 3\nwhn = {}\n'
    return text

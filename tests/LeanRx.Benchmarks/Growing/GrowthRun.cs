using System.Diagnostics;
using System.Globalization;
using LeanRx.Benchmarks.Measuring;
using LeanRx.Benchmarks.Servers;
using LeanRx.Protocol;
using LeanRx.Server;
using LeanRx.Server.Storage;

namespace LeanRx.Benchmarks.Growing;

/// <summary>
/// What grows with what a command does not touch, and how much: the engine in this process, on SQLite where it reads. Processor time of the process, medians of
/// the rounds. Answers 0 when every bar was reached, else 1.
/// </summary>
/// <param name="most">The most conversations, and subscribers.</param>
/// <param name="sends">Sends of a round.</param>
sealed class GrowthRun(int most, int sends)
{
    const int Rounds = 3;

    public static readonly string Body = new('x', 200);

    int _misses;

    public async Task<int> RunAsync()
    {
        var directory = Directory.CreateTempSubdirectory("leanrx-growth").FullName;
        try
        {
            await ClientsAsync();
            await OpenConversationsAsync();
            await StoredSendsAsync(directory);
            await using (var store = await SqliteMessageStore.OpenAsync(Path.Combine(directory, "reads.db")))
            {
                await FillAsync(store);
                await LoginsAsync(store);
                await QueriesAsync(store);
            }
            await MembersAsync(directory);
            await SlotsAsync();
            return _misses == 0 ? 0 : 1;
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    async Task ClientsAsync()
    {
        await using var server = await ServerProcess.StartAsync("--serve-bare");
        var table = new Table("a client's sends over its open conversations", "microseconds each", "× over one", "bar", "");
        var one = 0.0;
        foreach (var count in new[] { 1, 1000, 10_000, 100_000 }.Where(count => count <= most))
        {
            await using var client = new ClientSends(server);
            await client.OpenAsync(count, sends);
            var each = await ProcessorCost.MedianAsync(client.SendAsync, sends, Rounds);
            one = one == 0 ? each : one;
            Row(table, count.ToString("N0", CultureInfo.InvariantCulture), each, one, count switch { 10_000 => 1.5, 100_000 => 2, _ => 0 });
        }
    }

    /// <summary>Sends of one client, each to one of so many conversations that are in memory; nothing is stored.</summary>
    async Task OpenConversationsAsync()
    {
        var table = new Table("a server's sends over open conversations, nothing stored", "microseconds each", "× over one", "bar", "");
        var one = 0.0;
        foreach (var conversations in new[] { 1, 1000, 10_000, 100_000 }.Where(count => count <= most))
        {
            await using var engine = Engine(new ForgetfulStore());
            var tom = new EngineClient(engine, "tom");
            await tom.OpenAsync();
            await SendAsync(tom, Ids(conversations, conversations));
            var each = await ProcessorCost.MedianAsync(() => SendAsync(tom, Random(conversations, sends)), sends, Rounds);
            one = one == 0 ? each : one;
            Row(table, conversations.ToString("N0", CultureInfo.InvariantCulture), each, one, conversations switch { 10_000 => 2, 100_000 => 3, _ => 0 });
        }
    }

    async Task StoredSendsAsync(string directory)
    {
        var table = new Table("sends over conversations in SQLite, 256 under way", "a plain program, per second", "LeanRx, per second", "LeanRx : plain",
            "LeanRx : itself over 1,000", "bar", "");
        var thousand = 0.0;
        foreach (var conversations in new[] { 1, 1000, 10_000, 100_000 }.Where(count => count <= most))
        {
            await using var store = await SqliteMessageStore.OpenAsync(Path.Combine(directory, $"{conversations}.db"));
            foreach (var part in Ids(conversations, conversations).Chunk(1000))
                await Task.WhenAll(part.Select(id => store.Conversations.SaveAsync(Record(id, "tom", "jerry")).AsTask()));
            await using var engine = Engine(store);
            var tom = new EngineClient(engine, "tom");
            await tom.OpenAsync();
            List<double> plain = [], stored = [];
            for (var round = 0; round <= Rounds; round++)
            {
                plain.Add(await RateAsync(() => Task.Run(() =>
                    PlainSends.Run(Path.Combine(directory, $"plain{conversations}.db"), Random(conversations, sends)))));
                stored.Add(await RateAsync(() => SendAsync(tom, Random(conversations, sends))));
            }
            // The first round warms up.
            var (beside, ours) = (Comparison.Median(plain.Skip(1)), Comparison.Median(stored.Skip(1)));
            thousand = conversations == 1000 ? ours : thousand;
            (string Bar, bool Passes)? bar = conversations switch
            {
                1000 => ("≥ 0.6 × plain", ours / beside >= 0.6),
                10_000 => ("≥ 0.8 × over 1,000", ours / thousand >= 0.8),
                100_000 => ("≥ 0.6 × over 1,000", ours / thousand >= 0.6),
                _ => null,
            };
            table.Row(conversations.ToString("N0", CultureInfo.InvariantCulture), Table.Rate(beside), Table.Rate(ours), Table.Number(ours / beside),
                thousand > 0 ? Table.Number(ours / thousand) : "", bar?.Bar ?? "", bar is { } judged ? Judge(judged.Passes) : "");
        }
    }

    async Task LoginsAsync(SqliteMessageStore store)
    {
        var table = new Table("logins, SQLite", "microseconds each", "× over a socket with none", "bar", "");
        var one = await SocketLogins.MeasureAsync();
        Row(table, "over a socket to a server of its own, with nothing unread", one, one, 0);
        await using (var engine = Engine(store))
        {
            // What runs for the first time costs more for that.
            for (var number = 0; number < 50; number++)
                await LoginAsync(engine, number % 2 == 0 ? "heavy10" : "heavy1000");
            Row(table, "with nothing unread", await ProcessorCost.MedianAsync(() => LoginAsync(engine, "nobody"), 1, rounds: 25), one, 0);
        }
        foreach (var (own, bar) in new[] { (10, 4), (1000, 10) })
        {
            await using var fresh = Engine(store);
            await LoginAsync(fresh, "nobody");
            var first = await ProcessorCost.MeasureAsync(() => LoginAsync(fresh, $"heavy{own}"));
            Row(table, $"in {own:N0} conversations with unread, the first after a start", first, one, 20);
            var each = await ProcessorCost.MedianAsync(() => LoginAsync(fresh, $"heavy{own}"), 1, rounds: 25);
            Row(table, $"in {own:N0} conversations with unread", each, one, bar);
        }
    }

    async Task QueriesAsync(SqliteMessageStore store)
    {
        var table = new Table("queries for a page of 10, SQLite", "microseconds each", "× in 10", "bar", "");
        await using var engine = Engine(store);
        var few = 0.0;
        foreach (var own in new[] { 10, 1000 })
        {
            var client = new EngineClient(engine, $"heavy{own}");
            await client.OpenAsync();
            await QueryAsync(client, null);
            var each = await ProcessorCost.MedianAsync(() => QueryAsync(client, null), 1, rounds: 25);
            few = few == 0 ? each : few;
            Row(table, $"own conversations by last message, in {own:N0}", each, few, own == 10 ? 0 : 10);
            if (own == 1000)
                Row(table, $"any conversation by creation, of {most:N0}",
                    await ProcessorCost.MedianAsync(() => QueryAsync(client, "-createdAt"), 1, rounds: 25), few, 0);
        }

        static Task QueryAsync(EngineClient client, string? sort) => client.AskAsync(new ConversationFrame
        {
            Operation = ConversationOperations.Query,
            Sort = sort,
            Where = sort is null ? null : System.Text.Json.JsonDocument.Parse("{}").RootElement,
        });
    }

    async Task MembersAsync(string directory)
    {
        const int Added = 50;
        var table = new Table("members, SQLite", "microseconds each", "× few", "bar", "");
        await using var store = await SqliteMessageStore.OpenAsync(Path.Combine(directory, "members.db"));
        await using var engine = Engine(store);
        var conversations = engine.Applications[AppOptions.Demo.ApplicationId].Conversations;
        await MeasureAsync("one more subscriber", 2, 10, most, async members =>
        {
            var service = await conversations.CreateAsync(new NewConversation { Kind = ConversationKind.Service, Members = Names(members) });
            var number = 0;
            return (async () =>
            {
                for (var added = 0; added < Added; added++)
                    await conversations.AddMembersAsync(service.Id, [$"new{number++}"]);
            }, Added);
        });
        await MeasureAsync("a send to members who are offline", 1.2, 2, 500, async members =>
        {
            var client = new EngineClient(engine, "m0");
            await client.OpenAsync();
            var conversation = await conversations.CreateAsync(new NewConversation { Members = Names(members) });
            return (() => SendAsync(client, Enumerable.Repeat(conversation.Id, 2000)), 2000);
        });

        async Task MeasureAsync(string what, double bar, int few, int many, Func<int, Task<(Func<Task> Run, int Count)>> prepare)
        {
            var first = 0.0;
            foreach (var members in new[] { few, many })
            {
                var (run, count) = await prepare(members);
                await run();
                var each = await ProcessorCost.MedianAsync(run, count, rounds: 9);
                first = first == 0 ? each : first;
                Row(table, $"{what}, {members:N0}", each, first, members == few ? 0 : bar);
            }
        }
    }

    async Task SlotsAsync()
    {
        var table = new Table("a slot to which nothing belongs moves from one node to another, in this process", "microseconds each", "× beside 1,000", "bar",
            "");
        var few = 0.0;
        foreach (var count in new[] { 1000, 10_000, 100_000 }.Where(count => count <= most))
        {
            await using var moves = new SlotMoves();
            await moves.FillAsync(count);
            var each = await ProcessorCost.MedianAsync(moves.MoveAsync, SlotMoves.Moves, rounds: 9);
            few = few == 0 ? each : few;
            Row(table, $"beside {count:N0} logins and as many conversations", each, few, count == 1000 ? 0 : 2);
        }
    }

    /// <summary>Conversations of nobody who is measured, and of those who are.</summary>
    async Task FillAsync(SqliteMessageStore store)
    {
        var created = 0L;
        await FillAsync("other", most, "bob", 1);
        await FillAsync("ten", 10, "heavy10", 20);
        await FillAsync("thousand", 1000, "heavy1000", 5);

        async Task FillAsync(string name, int count, string client, int messages)
        {
            foreach (var part in Enumerable.Range(0, count).Select(number => $"{name}{number:D8}").Chunk(1000))
            {
                await Task.WhenAll(part.Select(id =>
                    store.Conversations.SaveAsync(Record(id, client == "bob" ? $"m{id}" : client, "jerry") with { CreatedAt = ++created }).AsTask()));
                await store.Messages.ImportAsync([.. part.SelectMany(id => Enumerable.Range(0, messages).Select(number => Message(id, number)))]);
                await store.Cursors.SaveAsync([.. part.Select(id => new MemberCursor
                {
                    ApplicationId = "demo",
                    ConversationId = id,
                    ClientId = client == "bob" ? $"m{id}" : client,
                    DeliveredTo = 1,
                    ReadTo = 1,
                    JoinedAt = 1,
                })]);
            }
        }
    }

    static async Task LoginAsync(MessagingEngine engine, string clientId)
    {
        var client = new EngineClient(engine, clientId);
        await client.OpenAsync();
        await client.CloseAsync();
    }

    static Task SendAsync(EngineClient client, IEnumerable<string> conversations) => Outstanding.RunAsync(conversations, id =>
        client.AskAsync(new DirectFrame { ConversationId = id, Body = Body, DeduplicationToken = Guid.NewGuid().ToString() }));

    async Task<double> RateAsync(Func<Task> run)
    {
        var began = Stopwatch.GetTimestamp();
        await run();
        return sends / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    void Row(Table table, string what, double value, double first, double bar) =>
        table.Row(what, Table.Number(value), Table.Number(value / first), bar > 0 ? $"≤ {bar}" : "", bar > 0 ? Judge(value / first <= bar) : "");

    string Judge(bool passes)
    {
        _misses += passes ? 0 : 1;
        return Table.Verdict(passes);
    }

    static MessagingEngine Engine(IMessageStore store) =>
        new(store, new ServerOptions { Limits = ServerLimits.Unlimited with { MaxIdleConversations = 200_000, MaxQueryRows = 20_000 } });

    static IEnumerable<string> Ids(int conversations, int count) =>
        Enumerable.Range(0, count).Select(number => (number % conversations).ToString("D24", CultureInfo.InvariantCulture));

    static IEnumerable<string> Random(int conversations, int count)
    {
        var random = new Random(1);
        return Enumerable.Range(0, count).Select(_ => random.Next(conversations).ToString("D24", CultureInfo.InvariantCulture));
    }

    static string[] Names(int count) => [.. Enumerable.Range(0, count).Select(number => $"m{number}")];

    static ConversationRecord Record(string id, params string[] members) => new() { ApplicationId = "demo", Id = id, Members = [.. members] };

    static StoredMessage Message(string conversation, int number) => new()
    {
        ApplicationId = "demo",
        ConversationId = conversation,
        Id = number.ToString("D22", CultureInfo.InvariantCulture),
        From = "jerry",
        Timestamp = 1_000_000 + number,
        Data = Body,
        MessageType = -1,
    };
}

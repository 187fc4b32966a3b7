using LeanRx.Server.Storage;
using static LeanRx.Server.StoreSuite.Some;

namespace LeanRx.Server.PostgreSql.Tests;

/// <summary>Senders that go on while something happens to the database.</summary>
static class Senders
{
    /// <summary>40 senders, each with one message under way, while somebody does something to the database.</summary>
    public static async Task<IReadOnlyList<string>> SendAsync(PostgreSqlMessageStore store, Func<Task> disturb, int each = 60)
    {
        var acked = new List<string>();
        var isDisturbed = new TaskCompletionSource();
        var senders = Enumerable.Range(0, 40).Select(async sender =>
        {
            for (var number = 0; number < each; number++)
            {
                var id = $"s{sender:D2}-{number:D4}";
                var result = await store.Messages.AppendAsync(Message(id, number, token: id));
                Assert.False(result.IsDuplicate);
                lock (acked)
                {
                    acked.Add(id);
                    if (acked.Count == 400) isDisturbed.TrySetResult();
                }
            }
        }).ToList();
        await isDisturbed.Task;
        await disturb();
        await Task.WhenAll(senders);
        return acked;
    }

    /// <summary>What is stored is what was acked, each once and in order.</summary>
    public static async Task RequireAllAsync(PostgreSqlMessageStore store, IReadOnlyList<string> acked)
    {
        var stored = new List<StoredMessage>();
        while (await store.Messages.ReadHistoryAsync(new()
        {
            ApplicationId = "app",
            ConversationId = "c1",
            Forward = true,
            Limit = 1000,
            Start = stored.Count == 0 ? null : new HistoryBound(stored[^1].Timestamp, stored[^1].Id, false),
        }) is { Count: > 0 } page) stored.AddRange(page);
        Assert.Equal(acked.Order(StringComparer.Ordinal), stored.Select(message => message.Id).Order(StringComparer.Ordinal));
        Assert.Equal(stored.OrderBy(message => message.Timestamp).ThenBy(message => message.Id, StringComparer.Ordinal), stored);
    }
}

using LeanRx.Server;
using LeanRx.Server.Storage;

namespace LeanRx.Cli.Tests.Importing;

/// <summary><c>leanrx import --check</c>: the same or not, and where.</summary>
public sealed class CheckTests : ImportTest
{
    public CheckTests()
    {
        Write("conversations.jsonl", ChatRow());
        Write("messages.jsonl", MessageRow("c", 1_780_000_000_002), MessageRow("a", 1_780_000_000_000), MessageRow("b", 1_780_000_000_001, "hi", "Jerry"),
            MessageRow("a", 1_780_000_000_000));
    }

    [Fact]
    public async Task What_was_brought_in_is_the_same_also_where_it_stands_twice_and_out_of_order()
    {
        await ImportAsync();

        var (exitCode, output) = await CheckAsync();

        Assert.Equal(0, exitCode);
        Assert.EndsWith("the same: 3 messages in 1 conversations, by number and hash\n", output, StringComparison.Ordinal);
        Assert.Empty(Differences());
    }

    [Fact]
    public async Task An_empty_store_lacks_everything()
    {
        Assert.Equal(1, (await CheckAsync()).ExitCode);
        Assert.Equal([$"{Chat}: the store does not have it", $"{Chat}: 3 messages in the export, 0 in the store"], Differences());
    }

    [Fact]
    public async Task A_message_that_is_missing_is_told_with_its_conversation()
    {
        await ImportAsync();
        await InStoreAsync(async store =>
        {
            await store.Messages.DeleteAsync(App, Chat, "b");
            return true;
        });

        var (exitCode, output) = await CheckAsync();

        Assert.Equal(1, exitCode);
        Assert.Contains($"  {Chat}: 3 messages in the export, 2 in the store\n", output, StringComparison.Ordinal);
        Assert.EndsWith("NOT THE SAME: 1 differences; 3 messages in 1 conversations of the export were looked at\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_of_another_content_is_told_and_why_it_may_be()
    {
        await ImportAsync();
        await InStoreAsync(async store =>
        {
            await store.Messages.UpdateAsync((await store.Messages.FindAsync(App, Chat, "b"))! with { Data = "edited", PatchedAt = 1_790_000_000_000 });
            return true;
        });

        Assert.Equal(1, (await CheckAsync()).ExitCode);
        var difference = Assert.Single(Differences());
        Assert.StartsWith($"{Chat}: 3 messages in both, but not the same ones: hash ", difference, StringComparison.Ordinal);
        Assert.EndsWith("; 1 were edited or recalled on the server since", difference, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_said_on_the_server_since_is_no_difference()
    {
        await ImportAsync();
        await InStoreAsync(async store =>
        {
            await store.Messages.AppendAsync(new StoredMessage
            {
                ApplicationId = App,
                ConversationId = Chat,
                Id = "d",
                From = "Tom",
                Timestamp = 1_780_000_000_003,
                Data = "new"
            });
            return true;
        });

        Assert.Equal(0, (await CheckAsync()).ExitCode);
    }

    [Fact]
    public async Task A_check_writes_nothing()
    {
        await ImportAsync();
        var before = await File.ReadAllBytesAsync(Path.Combine(Data, "leanrx.db"), TestContext.Current.CancellationToken);
        Write("messages.jsonl", MessageRow("d", 1_780_000_000_004));

        Assert.Equal(1, (await CheckAsync()).ExitCode);

        Assert.Equal(before, await File.ReadAllBytesAsync(Path.Combine(Data, "leanrx.db"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_later_state_of_a_conversation_is_a_difference()
    {
        await ImportAsync();
        Write("conversations.jsonl", ChatRow().Replace("\"chat\"", "\"renamed\"", StringComparison.Ordinal)
            .Replace("2026-02-12", "2026-03-12", StringComparison.Ordinal));

        Assert.Equal(1, (await CheckAsync()).ExitCode);
        Assert.Equal([$"{Chat}: the export has a later state of its row"], Differences());
    }

    Task<(int ExitCode, string Output)> CheckAsync() => ImportAsync(settings => settings with { IsCheck = true });

    string[] Differences() =>
        [.. Report().GetProperty("check").GetProperty("differences").EnumerateArray()
        .Select(difference => $"{difference.GetProperty("conversation").GetString()}: {difference.GetProperty("why").GetString()}")];
}

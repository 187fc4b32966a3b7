using System.Text.Json;
using LeanRx.Protocol;
using LeanRx.Server.Tests.Support;

namespace LeanRx.Server.Tests;

/// <summary>Pages end by their bytes, and say when there is more behind them.</summary>
public sealed class PageBytesTests : IAsyncDisposable
{
    const int Page = 10_000;

    readonly World _world = new(new ServerOptions { Limits = ServerLimits.Unlimited with { MaxPageBytes = Page } });
    readonly TestDevice _tom;
    readonly string _conversation;

    public PageBytesTests()
    {
        _tom = _world.Login("Tom");
        _conversation = _tom.Start(["Jerry"]);
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    void Say(int count, int size)
    {
        for (var number = 0; number < count; number++)
        {
            _world.Pass(TimeSpan.FromMilliseconds(1));
            _tom.Say(_conversation, $"{number}".PadRight(size, '.'));
        }
    }

    LogsFrame Read(LogsFrame frame)
    {
        _tom.Send(frame with { ConversationId = _conversation });
        return _tom.Take<LogsFrame>();
    }

    static string[] Numbers(LogsFrame page) => [.. page.Items!.Select(item => item.Data.TrimEnd('.'))];

    [Fact]
    public void Who_knows_of_it_gets_a_page_by_bytes_next_to_where_it_begins_whichever_way()
    {
        Say(20, 2000);
        var newer = Read(new LogsFrame { Limit = 1000, MaxBytes = 1_000_000, Direction = LogsDirections.Newer, Timestamp = 1 });
        Assert.Equal(("0 1 2 3", true), (string.Join(" ", Numbers(newer)), newer.HasMore));
        var older = Read(new LogsFrame { Limit = 1000, MaxBytes = 5000 });
        Assert.Equal(("18 19", true), (string.Join(" ", Numbers(older)), older.HasMore));
    }

    [Fact]
    public void One_message_always_fits()
    {
        Say(2, 4000);
        Assert.Equal(["1"], Numbers(Read(new LogsFrame { MaxBytes = 1 })));
    }

    [Fact]
    public void Page_by_page_all_of_it_comes_and_the_last_says_nothing_of_more()
    {
        Say(20, 2000);
        List<string> all = [];
        var frame = new LogsFrame { Limit = 1000, MaxBytes = Page, Direction = LogsDirections.Newer, Timestamp = 1 };
        LogsFrame page;
        do
        {
            page = Read(frame);
            all.AddRange(Numbers(page));
            frame = frame with { Timestamp = page.Items![^1].Timestamp, MessageId = page.Items[^1].MessageId };
        }
        while (page.HasMore == true);
        Assert.Equal(Enumerable.Range(0, 20).Select(number => $"{number}"), all);
    }

    [Fact]
    public void Who_does_not_know_of_it_takes_a_short_page_for_the_end_and_gets_eight_times_as_much()
    {
        Say(50, 2000);
        var page = Read(new LogsFrame { Limit = 30 });
        Assert.Equal((30, true), (page.Items!.Count, page.HasMore));
        Assert.Equal(36, Read(new LogsFrame { Limit = 1000 }).Items!.Count);
    }

    [Fact]
    public void A_full_page_says_whether_it_is_the_last()
    {
        Say(3, 10);
        Assert.True(Read(new LogsFrame { Limit = 2 }).HasMore);
        Assert.Null(Read(new LogsFrame { Limit = 3 }).HasMore);
    }

    [Fact]
    public void Conversations_with_large_attributes_come_by_bytes_too()
    {
        for (var number = 0; number < 9; number++)
            _tom.Send(new ConversationFrame
            {
                Operation = ConversationOperations.Start,
                Members = ["Jerry", $"{number}"],
                Attributes = JsonElement.Parse($$$"""{"attr":{"text":"{{{new string('x', 3000)}}}"}}""")
            });
        _tom.Send(new ConversationFrame
        {
            Operation = ConversationOperations.Query,
            Where = JsonElement.Parse("""{"attr.text":{"$exists":true}}"""),
            Limit = 100,
            MaxBytes = 1_000_000
        });
        var page = _tom.Received.OfType<ConversationFrame>().Single(frame => frame.Operation == ConversationOperations.Results);
        Assert.Equal((3, true), (page.Results!.Value.GetArrayLength(), page.HasMore));
    }
}

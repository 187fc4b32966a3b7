using CsCheck;

namespace LeanRx.Tests.History;

/// <summary>History, page by page (S69, S70, S151 to S154, protocol.md §4.11).</summary>
public class HistoryTests
{
    readonly ClientWorld _world = new();
    readonly List<LogItem> _stored = [];

    public HistoryTests() => _world.Session.Answer = frame => frame is LogsFrame logs ? new LogsFrame { Items = PageOf(logs) } : null;

    IEnumerable<LogsFrame> Asked => _world.Commands<LogsFrame>();

    /// <summary>Most items that this server gives at once.</summary>
    int Cap { get; set; } = 1000;

    void Store(int count, int perMillisecond = 1)
    {
        for (var number = 1; number <= count; number++)
            _stored.Add(new LogItem
            {
                MessageId = $"m{number:000000}",
                From = "jerry",
                Timestamp = 1000 + (number / perMillisecond),
                Data = $"text {number}",
                AckAt = 5,
                ReadAt = 6
            });
    }

    List<LogItem> PageOf(LogsFrame logs)
    {
        var isNewer = logs.Direction == LogsDirections.Newer;
        var limit = Math.Min(logs.Limit ?? 20, Cap);
        bool Between(LogItem item) =>
            (logs.Timestamp is not { } t || (isNewer ? Compare(item, t, logs.MessageId) > 0 : Compare(item, t, logs.MessageId) < 0))
            && (logs.EndTimestamp is not { } tt || (isNewer ? Compare(item, tt, logs.EndMessageId) < 0 : Compare(item, tt, logs.EndMessageId) > 0));
        var page = _stored.Where(Between).ToList();
        return isNewer ? [.. page.Take(limit)] : [.. page.Skip(Math.Max(0, page.Count - limit))];
    }

    static int Compare(LogItem item, long timestamp, string? id) =>
        item.Timestamp != timestamp ? item.Timestamp.CompareTo(timestamp) : id is null ? 0 : string.CompareOrdinal(item.MessageId, id);

    async Task<List<Message>> Read(HistoryOptions? options = null)
    {
        var messages = new List<Message>();
        await foreach (var message in _world.Conversation().GetHistoryAsync(options))
            messages.Add(message);
        return messages;
    }

    static IEnumerable<string> Ids(int first, int last) => first <= last
        ? Enumerable.Range(first, last - first + 1).Select(number => $"m{number:000000}")
        : Enumerable.Range(last, first - last + 1).Reverse().Select(number => $"m{number:000000}");

    [Fact]
    public async Task History_is_read_from_the_newest_message_back_in_pages_of_20()
    {
        Store(250);
        Assert.Equal(Ids(250, 1), (await Read()).Select(message => message.Id));
        Assert.All(Asked, asked => Assert.Equal((20, null), (asked.Limit, asked.Direction)));
        Assert.Equal([null, "m000231", "m000211"], Asked.Take(3).Select(asked => asked.MessageId));
    }

    [Fact]
    public async Task Closed_ends_and_a_type_are_asked_for_and_a_closed_end_only_once()
    {
        Store(30);
        HistoryPosition first = new(DateTimeOffset.FromUnixTimeMilliseconds(1025), "m000025") { IsIncluded = true }, last =
            new(DateTimeOffset.FromUnixTimeMilliseconds(1002), "m000002") { IsIncluded = true };
        await Read(new HistoryOptions { Before = first, After = last, MessageType = -1 });

        Assert.Equal([true, null], Asked.Select(asked => asked.IsStartIncluded));
        Assert.All(Asked, asked => Assert.Equal((true, -1), (asked.IsEndIncluded, asked.MessageType)));
    }

    [Fact]
    public async Task Only_the_pages_that_are_needed_are_fetched()
    {
        Store(250);
        await foreach (var message in _world.Conversation().GetHistoryAsync())
        {
            if (message.Id == "m000231")
                break;
        }
        Assert.Single(Asked);
    }

    [Fact]
    [Trait("Row", "S69")]
    public async Task The_last_ten()
    {
        Store(250);
        Assert.Equal(Ids(250, 241), (await Read(new() { Limit = 10 })).Select(message => message.Id));
        Assert.Equal(10, Assert.Single(Asked).Limit);
    }

    [Fact]
    [Trait("Row", "S70")]
    public async Task The_twenty_before_the_oldest_of_the_last_twenty()
    {
        Store(250);
        var newest = await Read(new() { Limit = 20 });
        var before = await Read(new() { Limit = 20, Before = HistoryPosition.Of(newest[^1]) });
        Assert.Equal(Ids(230, 211), before.Select(message => message.Id));
    }

    [Fact]
    [Trait("Row", "S153")]
    public async Task Messages_of_one_millisecond_are_neither_lost_nor_doubled_between_pages()
    {
        Store(100, perMillisecond: 7);
        Assert.Equal(Ids(100, 1), (await Read(new() { PageSize = 3 })).Select(message => message.Id));
    }

    [Theory]
    [InlineData(9_999, false, 11L, null)]
    [InlineData(1, true, 11L, null)]
    [InlineData(0, false, 10L, null)]
    [InlineData(0, true, 10L, true)]
    public async Task A_place_within_a_millisecond_comes_after_the_messages_of_that_millisecond(int ticks, bool isIncluded, long timestamp,
        bool? isStartIncluded)
    {
        Store(30);
        var place = new HistoryPosition(DateTimeOffset.FromUnixTimeMilliseconds(10).AddTicks(ticks)) { IsIncluded = isIncluded };
        await Read(new() { Before = place });
        Assert.Equal((timestamp, isStartIncluded), (Asked.First().Timestamp, Asked.First().IsStartIncluded));
        await Read(new() { After = place, Direction = HistoryDirection.Newer });
        var forward = Asked.First(asked => asked.Direction is not null);
        Assert.Equal((10L, isIncluded && ticks == 0 ? true : (bool?)null), (forward.Timestamp, forward.IsStartIncluded));
    }

    [Theory]
    [InlineData(false, -1L, true)]
    [InlineData(true, 1L, null)]
    public async Task Before_1970_there_is_nothing(bool isIncluded, long timestamp, bool? isStartIncluded)
    {
        await Read(new() { Before = new HistoryPosition(DateTimeOffset.UnixEpoch) { IsIncluded = isIncluded } });
        Assert.Equal((timestamp, isStartIncluded), (Asked.First().Timestamp, Asked.First().IsStartIncluded));
    }

    [Fact]
    public async Task Forward_in_time_the_oldest_comes_first()
    {
        Store(50);
        Assert.Equal(Ids(1, 50), (await Read(new() { Direction = HistoryDirection.Newer })).Select(message => message.Id));
        Assert.All(Asked, asked => Assert.Equal(LogsDirections.Newer, asked.Direction));
    }

    [Fact]
    public async Task A_part_lies_between_two_places_whichever_way_it_is_read()
    {
        Store(50);
        var part = new HistoryOptions
        {
            After = new HistoryPosition(DateTimeOffset.FromUnixTimeMilliseconds(1010), "m000010"),
            Before = new HistoryPosition(DateTimeOffset.FromUnixTimeMilliseconds(1040)),
        };
        Assert.Equal(Ids(39, 11), (await Read(part)).Select(message => message.Id));
        Assert.Equal(Ids(11, 39), (await Read(part with { Direction = HistoryDirection.Newer })).Select(message => message.Id));
    }

    [Fact]
    public async Task A_server_that_gives_less_than_it_is_asked_for_is_asked_on()
    {
        Store(250);
        Cap = 100;
        Assert.Equal(Ids(250, 1), (await Read(new() { PageSize = 1000 })).Select(message => message.Id));
        Assert.Equal(3, Asked.Count());
    }

    [Fact]
    public async Task A_message_of_history_tells_when_it_arrived_and_was_read()
    {
        Store(1);
        var message = Assert.IsType<StringMessage>(Assert.Single(await Read()));
        Assert.Equal(("text 1", "jerry", "room"), (message.Content, message.From, message.ConversationId));
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(5), message.DeliveredAt);
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(6), message.ReadAt);
        Assert.Null(message.UpdatedAt);
    }

    [Fact]
    public async Task An_empty_history_is_empty() => Assert.Empty(await Read());

    [Fact]
    public async Task A_limit_of_0_reads_nothing_and_asks_nobody()
    {
        Store(3);
        Assert.Empty(await Read(new() { Limit = 0 }));
        Assert.Empty(_world.Session.Commands);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1001)]
    public void A_page_size_out_of_its_limits_is_refused_at_once(int size)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => _world.Conversation().GetHistoryAsync(new() { PageSize = size }));
        Assert.Contains("1 to 1000", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => _world.Conversation().GetHistoryAsync(new() { Limit = -1 }));
    }

    [Fact]
    public async Task Reading_ends_at_once_when_it_is_cancelled_in_the_middle_of_a_page()
    {
        Store(250);
        using var cancel = new CancellationTokenSource();
        var read = new List<Message>();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var message in _world.Conversation().GetHistoryAsync(cancellationToken: cancel.Token))
            {
                read.Add(message);
                if (read.Count == 150)
                    await cancel.CancelAsync();
            }
        });
        Assert.Equal(Ids(250, 101), read.Select(message => message.Id));
    }

    [Fact]
    public async Task The_server_s_refusal_is_raised_while_reading()
    {
        _world.Session.Answer = null;
        var first = _world.Conversation().GetHistoryAsync().GetAsyncEnumerator().MoveNextAsync();
        _world.Asked<LogsFrame>().SetException(new ServerRejectedException(ErrorCodes.ConversationLogRejected, null));
        Assert.Equal(4312, (await Assert.ThrowsAsync<ServerRejectedException>(async () => await first)).Code);
    }

    [Fact]
    public void Any_page_size_and_any_number_of_ties_give_the_whole_history_in_order() =>
        Gen.Select(Gen.Int[0, 400], Gen.Int[1, 50], Gen.Int[1, 300], Gen.Bool).SampleAsync(async (count, perMillisecond, pageSize, isNewer) =>
        {
            var tests = new HistoryTests();
            tests.Store(count, perMillisecond);
            var read = await tests.Read(new() { PageSize = pageSize, Direction = isNewer ? HistoryDirection.Newer : HistoryDirection.Older });
            var expected = count == 0 ? [] : isNewer ? Ids(1, count) : Ids(count, 1);
            return expected.SequenceEqual(read.Select(message => message.Id));
        });
}

using LeanRx.Protocol;
using LeanRx.Server.Tests.Support;

namespace LeanRx.Server.Tests;

/// <summary>History (S69, S70, S151 to S154, protocol.md §4.11).</summary>
public class LogsTests
{
    readonly World _world = new();
    readonly TestDevice _tom;
    readonly string _conversation;
    readonly List<AckFrame> _acks = [];

    public LogsTests()
    {
        _tom = _world.Login("Tom");
        _conversation = _tom.Start(["Jerry"]);
    }

    /// <summary>Sends 0, 1, 2 … with so many in each second.</summary>
    void Send(int count, int perSecond = 1)
    {
        for (var number = 0; number < count; number++)
        {
            if (number % perSecond == 0)
                _world.Pass(TimeSpan.FromSeconds(1));
            _acks.Add(_tom.Say(_conversation, $"{number}"));
        }
    }

    string[] Read(LogsFrame? frame = null) => [.. _tom.History(_conversation, frame).Select(it => it.Data)];

    static string[] Range(int from, int count) => [.. Enumerable.Range(from, count).Select(number => $"{number}")];

    [Theory]
    [Trait("Row", "S154")]
    [InlineData(null, 20)]
    [InlineData(0, 0)]
    [InlineData(-1, 20)]
    [InlineData(1, 1)]
    [InlineData(10, 10)]
    [InlineData(1000, 1000)]
    [InlineData(5000, 1000)]
    [Trait("Row", "S69")]
    [Trait("Row", "S169")]
    public void A_page_has_20_messages_unless_asked_otherwise_and_1000_at_most(int? limit, int count)
    {
        Send(1100, perSecond: 1100);

        Assert.Equal(Range(1100 - count, count), Read(new LogsFrame { Limit = limit }));
    }

    [Fact] // S70: the oldest of the page is the key of the one before.
    [Trait("Row", "S70")]
    public void Pages_go_back_by_id_and_time_of_the_oldest_and_meet_without_gap_or_overlap()
    {
        Send(95, perSecond: 7);
        List<string> all = [];
        LogsFrame? next = null;

        while (_tom.History(_conversation, next) is { Count: > 0 } page)
        {
            all.InsertRange(0, page.Select(it => it.Data));
            next = new LogsFrame { MessageId = page[0].MessageId, Timestamp = page[0].Timestamp };
        }

        Assert.Equal(Range(0, 95), all);
    }

    [Fact]
    [Trait("Row", "S152")]
    public void A_time_alone_means_what_was_before_it()
    {
        Send(10);

        Assert.Equal(Range(0, 4), Read(new LogsFrame { Timestamp = _acks[4].Timestamp }));
        Assert.Equal(Range(0, 5), Read(new LogsFrame { Timestamp = _acks[4].Timestamp, IsStartIncluded = true }));
    }

    [Fact]
    [Trait("Row", "S153")]
    public void The_id_breaks_ties_inside_one_millisecond()
    {
        Send(10, perSecond: 10);

        Assert.Equal(Range(0, 4), Read(new LogsFrame { Timestamp = _acks[4].Timestamp, MessageId = _acks[4].MessageUid }));
        Assert.Equal(Range(0, 5), Read(new LogsFrame { Timestamp = _acks[4].Timestamp, MessageId = _acks[4].MessageUid, IsStartIncluded = true }));
        Assert.Equal(Range(5, 5), Read(new LogsFrame { Timestamp = _acks[4].Timestamp, MessageId = _acks[4].MessageUid, Direction = LogsDirections.Newer }));
    }

    [Fact]
    public void An_id_without_a_time_is_looked_up()
    {
        Send(10);

        Assert.Equal(Range(0, 4), Read(new LogsFrame { MessageId = _acks[4].MessageUid }));
        Assert.Equal(ErrorCodes.MessageNotFound, _tom.Fail(new LogsFrame { ConversationId = _conversation, MessageId = "unknown" }).Code);
    }

    [Fact]
    public void Forward_begins_at_the_beginning_and_stays_ascending()
    {
        Send(10);

        Assert.Equal(Range(0, 3), Read(new LogsFrame { Direction = LogsDirections.Newer, Limit = 3 }));
        Assert.Equal(Range(5, 3),
            Read(new LogsFrame { Direction = LogsDirections.Newer, Limit = 3, Timestamp = _acks[4].Timestamp, MessageId = _acks[4].MessageUid }));
    }

    [Theory] // Protocol §12 row 18
    [InlineData(null, null, false, "6,7,8,9")]
    [InlineData(null, null, true, "5,6,7,8,9")]
    [InlineData("NEW", 2, false, "3,4")]
    [InlineData("NEW", 2, true, "3,4,5")]
    [InlineData("OLD", 8, false, "6,7")]
    public void The_end_bounds_the_walk(string? direction, int? start, bool isEndIncluded, string expected)
    {
        Send(10);

        Assert.Equal(expected.Split(','), Read(new LogsFrame
        {
            Direction = direction,
            Timestamp = start is { } index ? _acks[index].Timestamp : null,
            MessageId = start is { } same ? _acks[same].MessageUid : null,
            EndTimestamp = _acks[5].Timestamp,
            EndMessageId = _acks[5].MessageUid,
            IsEndIncluded = isEndIncluded,
        }));
    }

    [Fact]
    public void One_kind_of_typed_messages_can_be_asked_for()
    {
        string[] bodies = ["plain", """{"_lctype":-1,"_lctext":"text"}""", """{"_lctype":-2}""", "{\n  \"a\": {\"_lctype\":-1},\n  \"_lctype\": -1\n}",
            """{"_lctype":"-1"}""", """{"_lctype":-1""", """{"x":{"_lctype":-1}}"""];
        foreach (var body in bodies)
            _tom.Say(_conversation, body);

        Assert.Equal([bodies[1], bodies[3]], Read(new LogsFrame { MessageType = -1 }));
    }

    [Fact]
    [Trait("Row", "S171")]
    public void Strangers_do_not_read_and_nobody_reads_what_is_not_there()
    {
        var eve = _world.Login("Eve");

        Assert.Equal((ErrorCodes.ConversationLogRejected, "CONVERSATION_LOG_REJECTED"),
            (eve.Fail(new LogsFrame { ConversationId = _conversation }).Code, eve.Fail(new LogsFrame { ConversationId = _conversation }).Reason));
        Assert.Equal(ErrorCodes.ConversationNotFound, eve.Fail(new LogsFrame { ConversationId = "nowhere" }).Code);
        Assert.Equal(ErrorCodes.ConversationNotFound, eve.Fail(new LogsFrame()).Code);
    }

    [Fact]
    public void An_empty_conversation_has_an_empty_page()
    {
        Assert.Empty(Read());
    }
}

using System.Buffers;
using System.Reactive.Concurrency;
using System.Reactive.Linq;
using LeanRx.Protocol;

namespace LeanRx.Testing.Tests;

/// <summary>A thin line lets everything through, at its pace and in order, and whoever gets bytes takes the other side for alive.</summary>
public class ThinLineTests
{
    static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    readonly VirtualWorld _world = new(new HistoricalScheduler());
    readonly LeanClient _tom, _jerry;
    readonly Conversation _chat;
    readonly Recording<string> _heard;

    public ThinLineTests()
    {
        (_tom, _jerry) = (_world.CreateClient("Tom"), _world.CreateClient("Jerry"));
        _world.Run(Task.WhenAll(_tom.OpenAsync(), _jerry.OpenAsync()));
        _chat = _world.Run(_tom.CreateConversationAsync(["Jerry"]));
        _heard = _jerry.Messages.OfType<TextMessage>().Select(message => message.Text[..1]).Record(_world.Scheduler);
        _world.AdvanceBy(Second);
    }

    void Apply(params NetworkFault[] faults) => new FaultPlan(faults).ApplyTo(_world);

    int Size(Func<FrameRecord, bool> which, LeanClient client, Action happens)
    {
        var sizes = new List<int>();
        using var _ = client.Frames.Where(which).Subscribe(it =>
        {
            var payload = new ArrayBufferWriter<byte>();
            JsonFrameCodec.Default.Encode(it.Frame, payload);
            sizes.Add(payload.WrittenCount);
        });
        happens();
        return Assert.Single(sizes);
    }

    [Fact]
    public void A_message_takes_as_long_as_its_bytes_do()
    {
        Apply(new ThinLineFault(TimeSpan.Zero, TimeSpan.FromMinutes(5), 100, "Jerry"));
        var size = Size(it => it.Frame is DirectFrame, _jerry, () =>
        {
            _world.Run(_chat.SendAsync($"a{new string('x', 3000)}"));
            _world.AdvanceBy(TimeSpan.FromMinutes(1));
        });

        var latency = TimeSpan.FromMilliseconds(20);
        Assert.Equal([Second + latency + TimeSpan.FromSeconds(size / 100.0)], _heard.Notifications.Select(it => it.At));
    }

    [Fact]
    public void The_others_lines_are_as_wide_as_ever()
    {
        Apply(new ThinLineFault(TimeSpan.Zero, TimeSpan.FromMinutes(5), 1, "Tom"));
        var spike = _world.CreateClient("Spike");
        var start = _world.Clock.Now;
        _world.Run(spike.OpenAsync());
        Assert.True(_world.Clock.Now - start < Second);
    }

    [Fact]
    public void What_waits_goes_on_at_the_new_pace_when_the_line_is_wide_again()
    {
        Apply(new ThinLineFault(TimeSpan.Zero, 10 * Second, 10, "Jerry"));
        _world.Run(_chat.SendAsync($"a{new string('x', 3000)}"));
        _world.Run(_chat.SendAsync("b"));
        _world.AdvanceBy(9 * Second);
        _heard.AssertValues();
        _world.AdvanceBy(2 * Second);
        _heard.AssertValues("a", "b");
    }

    [Fact]
    public void What_was_said_without_a_connection_gets_through_a_thin_line_though_it_takes_longer_than_an_answer_may()
    {
        Apply(new ThinLineFault(TimeSpan.Zero, TimeSpan.FromMinutes(5), 4000, "Tom"));
        var sent = new List<Task<MessageAck>>();
        _world.Network.Cut("Tom");
        _world.AdvanceBy(TimeSpan.FromMilliseconds(10));
        for (var letter = 'a'; letter <= 'z'; letter++)
            for (var count = 0; count < 4; count++)
                sent.Add(_chat.SendAsync($"{letter}{new string('x', 3000)}"));
        _world.AdvanceBy(TimeSpan.FromMinutes(2));

        Assert.All(sent, sending => Assert.True(sending.IsCompletedSuccessfully, $"A send is {sending.Status}. {sending.Exception?.InnerException?.Message}"));
        _heard.AssertValues([.. Enumerable.Range(0, sent.Count).Select(number => $"{(char)('a' + number / 4)}")]);
    }

    [Fact]
    public void A_frame_that_takes_longer_than_the_keep_alive_time_is_no_silence()
    {
        var states = _jerry.StateChanges.Record(_world.Scheduler);
        Apply(new ThinLineFault(TimeSpan.Zero, TimeSpan.FromHours(1), 10, "Jerry"));
        _world.Run(_chat.SendAsync($"a{new string('x', 4000)}"));
        _world.AdvanceBy(TimeSpan.FromMinutes(10));

        _heard.AssertValues("a");
        Assert.IsType<ConnectionState.Connected>(Assert.Single(states.Values));
    }

    [Fact]
    public void A_page_of_history_that_takes_longer_than_the_time_for_an_answer_comes_all_the_same()
    {
        for (var number = 0; number < 20; number++)
            _world.Run(_chat.SendAsync($"{number}".PadRight(4000, '.')));
        Apply(new ThinLineFault(TimeSpan.Zero, TimeSpan.FromHours(1), 1000, "Jerry"));
        var theirs = _world.Run(_jerry.GetConversationAsync(_chat.Id));
        var start = _world.Clock.Now;
        var history = _world.Run(theirs!.GetHistoryAsync(new HistoryOptions { Limit = 20 }).ToListAsync().AsTask(), TimeSpan.FromMinutes(10));

        Assert.Equal(20, history.Count);
        Assert.InRange((_world.Clock.Now - start).TotalSeconds, 80, 100);
    }

    [Fact]
    public void A_plan_with_thin_lines_prints_itself_as_code() =>
        Assert.Equal("""new ThinLineFault(TimeSpan.FromMilliseconds(1000), TimeSpan.FromMilliseconds(2000), 300, "Tom")""",
            new ThinLineFault(Second, 2 * Second, 300, "Tom").ToString());

    [Fact]
    public void Where_thin_lines_overlap_the_thinner_one_holds()
    {
        Apply(new ThinLineFault(TimeSpan.Zero, TimeSpan.FromMinutes(5), 10), new ThinLineFault(Second, TimeSpan.FromMinutes(5), 100_000, "Jerry"));
        _world.AdvanceBy(2 * Second);
        var answer = _chat.SendAsync("a");
        _world.AdvanceBy(Second);
        Assert.False(answer.IsCompleted);
        _heard.AssertValues();
    }
}

using System.Runtime.CompilerServices;
using LeanRx.Conversations.Internal;

namespace LeanRx.Tests.Conversations;

/// <summary>What is not the last message any more is not kept.</summary>
public class LatestMessageMemoryTests
{
    static readonly DateTimeOffset s_noon = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_text_of_ones_own_goes_when_it_is_forgotten() => AssertGone(static latest => latest.Forget());

    [Fact]
    public void A_text_of_ones_own_goes_when_another_message_comes() =>
        AssertGone(static latest => latest.Hear(new TextMessage("later") { Id = "2", Timestamp = s_noon.AddSeconds(1) }, 2));

    [Fact]
    public void A_text_of_ones_own_goes_when_a_query_says_that_there_is_no_message() =>
        AssertGone(static latest => latest.Correct(null, 0, asked: 1, number: 2, isAskedFor: true));

    static void AssertGone(Action<LatestMessage> end)
    {
        var latest = new LatestMessage();
        var text = Send(latest);
        end(latest);
        GC.Collect();
        Assert.False(text.TryGetTarget(out _));
        GC.KeepAlive(latest);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static WeakReference<string> Send(LatestMessage latest)
    {
        var text = new string('x', 1000);
        Assert.True(latest.HearOwn(new MessageAck("1", s_noon), text, 1));
        return new(text);
    }
}

using System.Reactive.Concurrency;
using LeanRx.Protocol;
using LeanRx.Testing;

namespace LeanRx.Simulation;

/// <summary>Unread counts come without saying whether one is mentioned.</summary>
sealed class MentionsAreNotTold : WireDefect
{
    public override string FoundBy => "law 15: Jerry shows unread mention";

    protected override Tamper Make(VirtualWorld world, IScheduler scheduler) => new Wire { Scheduler = scheduler };

    sealed class Wire : Tamper
    {
        public override void Receive(Frame frame, Action<Frame> pass) =>
            pass(frame is UnreadFrame unread ? unread with { Conversations = [.. unread.Conversations.Select(it => it with { IsMentioned = null })] } : frame);
    }
}

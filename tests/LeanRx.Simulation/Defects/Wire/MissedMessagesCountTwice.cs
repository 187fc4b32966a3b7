using System.Reactive.Concurrency;
using LeanRx.Protocol;
using LeanRx.Testing;

namespace LeanRx.Simulation;

/// <summary>Messages that were missed count twice as unread: when the server tells of them after a login, and when they are fetched.</summary>
sealed class MissedMessagesCountTwice : WireDefect
{
    public override string FoundBy => "law 15: Jerry shows unread count";

    protected override Tamper Make(VirtualWorld world, IScheduler scheduler) => new Wire { Scheduler = scheduler };

    sealed class Wire : Tamper
    {
        public override void Receive(Frame frame, Action<Frame> pass) =>
            pass(frame is UnreadFrame unread
                ? unread with
                {
                    NotificationTime = null,
                    Conversations = [.. unread.Conversations.Select(it => it with { MessageId = null, Timestamp = null })]
                } : frame);
    }
}

using LeanRx.Runtime.Internal;

namespace LeanRx.Tests.Messages;

/// <summary>Frames that come faster than they can be handled.</summary>
public class FloodTests
{
    [Fact]
    public async Task Whoever_gives_a_command_is_not_kept_by_what_the_socket_brings_meanwhile()
    {
        const int Most = 500_000;
        var world = new ClientWorld();
        var room = world.Conversation();
        world.Receive("first", timestamp: 1);
        var joined = new ConversationFrame { Operation = ConversationOperations.MembersJoined, ConversationId = "room", Members = ["mary"] };
        var left = joined with { Operation = ConversationOperations.MembersLeft };
        var isInside = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var (floodBegan, hasLeft) = (false, false);
        world.Session.Posting = _ =>
        {
            isInside.TrySetResult();
            SpinWait.SpinUntil(() => Volatile.Read(ref floodBegan));
        };

        var caller = Task.Run(() =>
        {
            _ = room.MarkReadAsync();
            Volatile.Write(ref hasLeft, true);
        });
        await isInside.Task;
        var pushed = await Task.Run(() =>
        {
            var count = 0;
            for (; count < Most && !Volatile.Read(ref hasLeft); count++)
            {
                world.Core.OnPush(count % 2 == 0 ? joined : left);
                if (count == SerialGate.Backlog)
                    Volatile.Write(ref floodBegan, true);
            }
            return count;
        });
        await caller;

        Assert.True(pushed < Most, "The caller never got out.");
        Assert.Equal(pushed % 2, room.Members.Count);
    }
}

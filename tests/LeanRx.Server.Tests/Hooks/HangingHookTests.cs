using LeanRx.Protocol;
using LeanRx.Server.Hooks;
using LeanRx.Server.Storage;
using LeanRx.Server.Tests.Support;

namespace LeanRx.Server.Tests;

/// <summary>Ten changes of one conversation behind a hook that hangs wait one time limit, not ten.</summary>
public class OpenHangingHookTests() : HangingHookTests(HookFailureAction.Proceed)
{
    [Fact]
    public void Changes_by_clients_are_made_in_their_order_after_one_time_limit()
    {
        var message = Request();
        World.Pass(TimeSpan.FromMilliseconds(2));

        Assert.Equal("0 0 0 0 0 0 0 0 0 0", Codes(Tom));
        Assert.Equal("members-joined updated:first edited:first updated:second members-left edited:second members-joined edited:", Told(Jerry));
        Assert.Equal(["Jerry", "Tom", "Tyke"], Record.Members.Order(StringComparer.Ordinal));
        Assert.Empty(Record.Muted);
        Assert.True(Done(Operator.Messages.FindAsync(Conversation, message))!.IsRecalled);
    }

    [Fact]
    public void Changes_by_operators_are_made_in_their_order_after_one_time_limit()
    {
        var changes = RequestAsOperator();
        World.Pass(TimeSpan.FromMilliseconds(2));

        Assert.All(changes, change => Assert.True(change.IsCompletedSuccessfully));
        Assert.Equal("members-joined updated:first edited:first updated:second members-left edited:second members-joined edited:", Told(Jerry));
        Assert.Equal(["Jerry", "Tom", "Tyke"], Record.Members.Order(StringComparer.Ordinal));
        Assert.Empty(Record.Muted);
    }
}

/// <summary>As open hooks, with the other outcome.</summary>
public class ClosedHangingHookTests() : HangingHookTests(HookFailureAction.Refuse)
{
    [Fact]
    public void Changes_by_clients_are_refused_each_with_its_code_after_one_time_limit()
    {
        var message = Request();
        World.Pass(TimeSpan.FromMilliseconds(2));

        Assert.Equal("4305 4305 4405 4305 4305 4305 4405 4305 4305 4405", Codes(Tom));
        Assert.Equal("", Told(Jerry));
        Assert.Equal(["Jerry", "Tom"], Record.Members.Order(StringComparer.Ordinal));
        Assert.False(Done(Operator.Messages.FindAsync(Conversation, message))!.IsRecalled);
    }

    [Fact]
    public void Changes_by_operators_are_refused_each_with_its_code_after_one_time_limit()
    {
        var changes = RequestAsOperator();
        World.Pass(TimeSpan.FromMilliseconds(2));

        Assert.Equal([4305, 4305, 4405, 4305, 4305, 4305, 4405, 4305, 4305, 4405],
            changes.Select(change => Assert.IsType<OperationRefusedException>(change.Exception!.InnerException).Code));
        Assert.Equal("", Told(Jerry));
    }
}

/// <summary>Ten changes of every kind, at the same time.</summary>
public abstract class HangingHookTests : HookTest
{
    readonly string _message;

    private protected HangingHookTests(HookFailureAction onFailure) : base(HookPoints.MessageUpdating | HookPoints.MembersAdding
        | HookPoints.MembersRemoving | HookPoints.ConversationUpdating, onFailure)
    {
        Say(Tom, "Hi");
        Pass();
        _message = Assert.IsType<AckFrame>(Assert.Single(Tom.TakeAll())).MessageUid!;
        Jerry.TakeAll();
        Hook.ChangingLater = _ => new(new TaskCompletionSource<ConversationDecision>().Task);
        Hook.UpdatingLater = _ => new(new TaskCompletionSource<MessageDecision>().Task);
    }

    private protected ConversationRecord Record => Done(Operator.Conversations.FindAsync(Conversation))!;

    /// <summary>Up to a moment before the time limit.</summary>
    private protected string Request()
    {
        Frame[] changes =
        [
            Move(ConversationOperations.Add, "Spike"), Update("""{"name":"first"}"""), Edit(_message, "first"), Move(ConversationOperations.Mute),
            Update("""{"name":"second"}"""), Move(ConversationOperations.Remove, "Spike"), Edit(_message, "second"), Move(ConversationOperations.Unmute),
            Move(ConversationOperations.Add, "Tyke"), Recall(_message),
        ];
        foreach (var change in changes)
            Tom.Send(change);
        World.Pass(Limit - TimeSpan.FromMilliseconds(1));
        Tom.AssertQuiet();
        Assert.Equal(10, Hook.Asked.Count);
        return _message;
    }

    private protected IReadOnlyList<Task> RequestAsOperator()
    {
        var (conversations, messages) = (Operator.Conversations, Operator.Messages);
        Task[] changes =
        [
            conversations.AddMembersAsync(Conversation, ["Spike"]).AsTask(),
            conversations.UpdateAsync(Conversation, Moves.Json("""{"name":"first"}""")).AsTask(),
            messages.ModifyAsync(Conversation, _message, "first").AsTask(),
            conversations.MuteAsync(Conversation, ["Tom"]).AsTask(),
            conversations.UpdateAsync(Conversation, Moves.Json("""{"name":"second"}""")).AsTask(),
            conversations.RemoveMembersAsync(Conversation, ["Spike"]).AsTask(),
            messages.ModifyAsync(Conversation, _message, "second").AsTask(),
            conversations.MuteAsync(Conversation, ["Tom"], isMuted: false).AsTask(),
            conversations.ChangeAsync(Conversation, new ConversationChange { AddedMembers = ["Tyke"] }).AsTask(),
            messages.RecallAsync(Conversation, _message).AsTask(),
        ];
        World.Pass(Limit - TimeSpan.FromMilliseconds(1));
        Assert.All(changes, change => Assert.False(change.IsCompleted));
        Assert.Equal(10, Hook.Asked.Count);
        return changes;
    }

    private protected static string Told(TestDevice device) => string.Join(' ', device.TakeAll().Select(frame => frame switch
    {
        ConversationFrame { Operation: ConversationOperations.Updated, Attributes: { } columns } => $"updated:{columns.GetProperty("name").GetString()}",
        ConversationFrame conversation => conversation.Operation,
        PatchFrame { Patches: [{ IsRecall: true }] } => "edited:",
        PatchFrame patch => $"edited:{patch.Patches![0].Data}",
        _ => frame.GetType().Name,
    }));

    ConversationFrame Move(string operation, params string[] clientIds) =>
        new() { Operation = operation, ConversationId = Conversation, Members = clientIds.Length > 0 ? clientIds : null };
}

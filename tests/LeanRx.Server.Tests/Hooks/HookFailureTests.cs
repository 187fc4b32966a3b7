using LeanRx.Protocol;
using LeanRx.Server.Hooks;
using LeanRx.Server.Tests.Support;

namespace LeanRx.Server.Tests;

/// <summary>A hook that fails is logged, and either passed over or taken for a no, as it is set.</summary>
public class OpenHookTests() : HookFailureTests(HookFailureAction.Proceed)
{
    [Theory]
    [MemberData(nameof(Failures))]
    public void An_open_hook_that_fails_lets_the_message_pass_unchanged(string name, string line)
    {
        Hook.Sending = Fail(name);
        Say(Tom, "Hi");
        World.Pass(Limit + TimeSpan.FromMilliseconds(5));

        Assert.Equal("0", Codes(Tom));
        Assert.Equal("Hi", Bodies(Jerry));
        Assert.Equal($"The hook {typeof(ScriptedHook).FullName} failed at MessageSending of {Conversation}: {line} It goes on without the hook.",
            Assert.Single(Log.Lines));
    }

    [Fact]
    public void A_late_answer_no_longer_counts_and_the_token_says_so()
    {
        CancellationToken late = default;
        var answer = new TaskCompletionSource<MessageDecision>();
        Hook.Sending = (_, token) =>
        {
            late = token;
            return new(answer.Task);
        };
        Say(Tom, "Hi");
        World.Pass(Limit - TimeSpan.FromMilliseconds(1));
        Assert.False(late.IsCancellationRequested);
        World.Pass(TimeSpan.FromMilliseconds(2));

        Assert.True(late.IsCancellationRequested);
        Assert.Equal("Hi", Bodies(Jerry));
        answer.SetResult(MessageDecision.Refuse());
        Pass();
        Assert.Equal("0", Codes(Tom));
    }

    [Fact]
    public async Task Hooks_that_hang_take_up_their_places_and_no_more()
    {
        var hook = new ScriptedHook { Sending = (_, _) => new(new TaskCompletionSource<MessageDecision>().Task) };
        await using var world = new World(new ServerOptions
        {
            Apps = [AppOptions.Demo with { Hooks = [new HookOptions(hook) { Points = HookPoints.MessageSending, MaxConcurrentCalls = 2, Timeout = Limit }] }],
        });
        var tom = world.Login("Tom");
        var conversation = tom.Start([]);
        for (var number = 0; number < 5; number++)
            tom.Send(new DirectFrame { ConversationId = conversation, Body = "Hi" });
        world.Pass(Limit + TimeSpan.FromMilliseconds(5));

        Assert.Equal(2, hook.Asked.Count);
        Assert.Equal(5, tom.TakeAll().OfType<AckFrame>().Count(ack => ack.Code is null));
    }
}

/// <summary>As open hooks, with the other outcome.</summary>
public class ClosedHookTests() : HookFailureTests(HookFailureAction.Refuse)
{
    [Theory]
    [MemberData(nameof(Failures))]
    public void A_closed_hook_that_fails_refuses_the_message_with_4402(string name, string line)
    {
        Hook.Sending = Fail(name);
        Say(Tom, "Hi");
        World.Pass(Limit + TimeSpan.FromMilliseconds(5));

        var ack = Assert.IsType<AckFrame>(Assert.Single(Tom.TakeAll()));
        Assert.Equal((4402, null, "A hook of the application that must be asked gives no answer. Try again later."),
            (ack.Code, ack.ApplicationCode, ack.Detail));
        Jerry.AssertQuiet();
        Assert.EndsWith($"{line} It is refused.", Assert.Single(Log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public void A_closed_hook_that_fails_refuses_changes_with_the_code_of_each()
    {
        Say(Tom, "Hi");
        Pass();
        var id = Assert.IsType<AckFrame>(Assert.Single(Tom.TakeAll())).MessageUid!;
        Hook.Updating = _ => throw new InvalidOperationException("Away.");
        Hook.Changing = _ => throw new InvalidOperationException("Away.");
        Tom.Send(new PatchFrame
        {
            Operation = PatchOperations.Modify,
            Patches = [new PatchItem { ConversationId = Conversation, MessageId = id, Data = "Ho" }]
        });
        Tom.Send(new ConversationFrame { Operation = ConversationOperations.Start, Members = ["Spike"] });
        Tom.Send(new ConversationFrame { Operation = ConversationOperations.Add, ConversationId = Conversation, Members = ["Spike"] });
        Tom.Send(new ConversationFrame { Operation = ConversationOperations.Remove, ConversationId = Conversation, Members = ["Jerry"] });
        Tom.Send(Update("""{"name":"x"}"""));
        Tom.Send(new ConversationFrame { Operation = ConversationOperations.Mute, ConversationId = Conversation });
        Pass();

        Assert.Equal("4405 4305 4305 4305 4305 4305", Codes(Tom));
    }
}

/// <summary>The ways in which a hook can fail.</summary>
public abstract class HookFailureTests : HookTest
{
    private protected HookFailureTests(HookFailureAction onFailure) : base(HookPoints.MessageSending | HookPoints.MessageUpdating
        | HookPoints.ConversationCreating | HookPoints.MembersAdding | HookPoints.MembersRemoving | HookPoints.ConversationUpdating, onFailure)
    {
    }

    public static TheoryData<string, string> Failures => new()
    {
        { "throws", "Away." },
        { "throws later", "Away." },
        { "hangs", "There was no answer within 2 s." },
        { "answers null", "The answer is null." },
        { "too large", "The body has 5121 bytes; at most 5120 are taken." },
        { "no base64", "The body is not base64, though it is said to be binary." },
        { "nobody", "It names a client id that has not 1 to 64 characters." },
    };

    private protected static Func<MessageSending, CancellationToken, ValueTask<MessageDecision>> Fail(string name) => name switch
    {
        "throws" => (_, _) => throw new InvalidOperationException("Away."),
        "throws later" => async (_, _) =>
        {
            await Task.CompletedTask;
            throw new InvalidOperationException("Away.");
        }
        ,
        "hangs" => (_, _) => new(new TaskCompletionSource<MessageDecision>().Task),
        "answers null" => (_, _) => new((MessageDecision)null!),
        "too large" => (_, _) => new(MessageDecision.Accept with { Body = new string('x', 5121) }),
        "no base64" => (_, _) => new(MessageDecision.Accept with { IsBinary = true, Body = "!" }),
        _ => (_, _) => new(MessageDecision.Accept with { Recipients = ["Tom", ""] }),
    };
}

using LeanRx.Protocol;
using LeanRx.Server.Hooks;
using LeanRx.Server.Hosting;
using LeanRx.Server.Tests.Support;

namespace LeanRx.Server.Tests;

/// <summary>Tom and Jerry in a conversation of an application with a hook.</summary>
public abstract class HookTest
{
    private protected HookTest(HookPoints points, HookFailureAction onFailure = HookFailureAction.Proceed)
    {
        World = new World(new ServerOptions
        {
            Apps = [AppOptions.Demo with { Hooks = [new HookOptions(Hook) { Points = points, OnFailure = onFailure, Timeout = Limit }] }],
            Limits = ServerLimits.Unlimited,
            LoggerFactory = Log,
        });
        (Tom, Jerry) = (Login("Tom"), Login("Jerry"));
        Tom.Send(new ConversationFrame { Operation = ConversationOperations.Start, Members = ["Jerry"] });
        Pass();
        Conversation = Assert.IsType<ConversationFrame>(Tom.TakeAll()[0]).ConversationId!;
        Jerry.TakeAll();
        Hook.Asked.Clear();
        Hook.Told.Clear();
    }

    private protected static TimeSpan Limit { get; } = TimeSpan.FromSeconds(2);

    private protected ScriptedHook Hook { get; } = new();

    private protected LogLines Log { get; } = new();

    private protected World World { get; }

    private protected TestDevice Tom { get; }

    private protected TestDevice Jerry { get; }

    private protected string Conversation { get; }

    private protected ServerApplication Operator => World.Engine.Applications["demo"];

    private protected TestDevice Login(string clientId) => World.Login(clientId, Dialect.UnreadCountsUntilRead,
        SessionCapabilities.PartialFailures | SessionCapabilities.MessagePatches);

    /// <summary>Lets a moment pass, in which everything is done that is to be done at once.</summary>
    private protected void Pass() => World.Pass(TimeSpan.FromMilliseconds(1));

    private protected void Say(TestDevice device, string text, string? conversation = null) =>
        device.Send(new DirectFrame { ConversationId = conversation ?? Conversation, Body = text });

    private protected ConversationFrame Update(string columns) =>
        new() { Operation = ConversationOperations.Update, ConversationId = Conversation, Attributes = Moves.Json(columns) };

    private protected PatchFrame Edit(string messageId, string body) =>
        new() { Operation = PatchOperations.Modify, Patches = [new PatchItem { ConversationId = Conversation, MessageId = messageId, Data = body }] };

    private protected PatchFrame Recall(string messageId) =>
        new() { Operation = PatchOperations.Modify, Patches = [new PatchItem { ConversationId = Conversation, MessageId = messageId, IsRecall = true }] };

    private protected static string Bodies(TestDevice device) => string.Join(' ', device.TakeAll().OfType<DirectFrame>().Select(it => it.Body));

    /// <summary>The codes of answers, 0 for done.</summary>
    private protected static string Codes(TestDevice device) => string.Join(' ', device.TakeAll().Select(frame => frame switch
    {
        AckFrame ack => ack.Code ?? 0,
        ErrorFrame error => error.Code,
        ConversationFrame { SerialId: not null } => 0,
        PatchFrame { SerialId: not null } => 0,
        _ => (int?)null,
    }).Where(code => code is not null));

    /// <summary>Lets a call of the engine come to its end.</summary>
    private protected T Done<T>(ValueTask<T> call)
    {
        var task = call.AsTask();
        for (var turn = 0; turn < 10 && !task.IsCompleted; turn++)
            Pass();
        Assert.True(task.IsCompleted, "The call has no end.");
        return task.GetAwaiter().GetResult();
    }
}

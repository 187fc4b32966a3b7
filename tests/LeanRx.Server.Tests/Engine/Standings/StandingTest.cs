using LeanRx.Protocol;
using LeanRx.Server.Tests.Support;

namespace LeanRx.Server.Tests;

/// <summary>Tom has a conversation with Jerry and Mary; Bob is a stranger. All are online.</summary>
public abstract class StandingTest : IAsyncDisposable
{
    private protected StandingTest(ServerOptions? options = null)
    {
        World = new World(options);
        (Tom, Jerry, Mary, Bob) = (World.Login("Tom"), World.Login("Jerry"), World.Login("Mary"), World.Login("Bob"));
        Id = Tom.Start(["Jerry", "Mary"], Jerry, Mary);
    }

    private protected World World { get; }

    private protected TestDevice Tom { get; }

    private protected TestDevice Jerry { get; }

    private protected TestDevice Mary { get; }

    private protected TestDevice Bob { get; }

    /// <summary>The conversation.</summary>
    protected string Id { get; }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return World.DisposeAsync();
    }

    /// <summary>A frame about clients in the conversation.</summary>
    protected ConversationFrame Frame(string operation, params string[] clientIds) => new() { Operation = operation, ConversationId = Id, Members = clientIds };

    protected ConversationFrame Role(string clientId, string? role) =>
        new()
        {
            Operation = ConversationOperations.MemberInfoUpdate,
            ConversationId = Id,
            TargetClientId = clientId,
            MemberInfo = new MemberInfo(clientId, role, null)
        };

    protected BlacklistFrame Blacklist(string operation, params string[] clientIds) =>
        new() { Operation = operation, SourceConversationId = Id, TargetClientIds = clientIds };

    /// <summary>The pushes that came, in few words.</summary>
    private protected static string[] Pushes(TestDevice device) =>
        [.. device.TakeAll().Cast<ConversationFrame>()
            .Select(it => $"{it.Operation} {string.Join(',', it.Members ?? [])}{it.MemberInfo?.ClientId} by {it.InitiatedBy}")];

    private protected void Forget()
    {
        foreach (var device in (TestDevice[])[Tom, Jerry, Mary, Bob])
            device.TakeAll();
    }
}

using LeanRx.Protocol;

namespace LeanRx.Server.AspNetCore.Tests;

/// <summary>What a conversation may hold can be sent, and what it may not is refused; neither costs the connection.</summary>
public class AgreeingBoundsTests : ServerTest
{
    public static TheoryData<string, string, int?> Names
    {
        get
        {
            var most = ServerLimits.Default.MaxConversationLength;
            var data = new TheoryData<string, string, int?>();
            foreach (var dialect in new[] { "json", "protobuf" })
            {
                data.Add(dialect, new string('n', 70_000), null);
                data.Add(dialect, new string('名', 30_000), null);
                data.Add(dialect, new string('n', most - 1_000), null);
                data.Add(dialect, new string('名', most - 1_000), null);
                data.Add(dialect, new string('n', most + 1), ErrorCodes.ConversationUpdateFailed);
                data.Add(dialect, new string('名', most + 1), ErrorCodes.ConversationUpdateFailed);
                data.Add(dialect, new string('n', 1_500_000), ErrorCodes.FrameTooLong);
            }
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Names), DisableDiscoveryEnumeration = true)]
    public async Task A_long_name_is_taken_or_refused_and_the_connection_lives_on(string dialect, string name, int? refusal)
    {
        var server = await StartAsync();
        await using var tom = new LeanClient(new LeanClientOptions(server.Url, "tom") { Secure = false, WireFormat = dialect == "json" ? WireFormat.Json : WireFormat.Protobuf });
        var lost = 0;
        using var follow = tom.StateChanges.Subscribe(state => lost += state is ConnectionState.Reconnecting ? 1 : 0);
        await tom.OpenAsync(Patience);
        var chat = await tom.CreateConversationAsync(["jerry"], cancellationToken: Patience);

        var update = chat.UpdateAsync(new() { Name = name }, Patience);
        if (refusal is { } code)
            Assert.Equal(code, (await Assert.ThrowsAsync<ServerRejectedException>(() => update)).Code);
        else
            await update;

        Assert.Equal(refusal is null ? name : null, (await tom.GetConversationAsync(chat.Id, Patience))!.Name);
        await chat.SendAsync("still here", cancellationToken: Patience);
        Assert.Equal(0, lost);
    }
}

using System.Net;
using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;
using System.Text.Json;

namespace LeanRx.Server.AspNetCore.Tests;

/// <summary>Pushes that SDKs fetch again over REST (protocol.md §4.16).</summary>
[Trait("Speed", "slow")]
public class RestNotificationTests : RestTest
{
    [Fact]
    public async Task The_answer_is_flat_for_the_JavaScript_SDK_and_sorted_by_kind_for_the_others()
    {
        var server = await StartAsync();
        var client = Own(await RawClient.ConnectAsync(server.WebSocketUrl, Patience, "lc.json.3"));
        await client.SendAsync("""{"cmd":"session","op":"open","appId":"demo","peerId":"tom","configBitmap":187,"i":1}""");
        var token = (await ReceiveAsync(client, "session", "opened")).GetProperty("st").GetString()!;
        var id = await CreateAsync(server, "conversations", """{"name":"n","m":["tom","jerry"]}""");
        await AskAsync(server, "PUT", $"/1.2/rtm/conversations/{id}", """{"name":"new"}""");
        await ReceiveAsync(client, "conv", "updated");

        var flat = await NotificationsAsync(server, "/1.1/rtm/notifications?client_id=tom&start_ts=0&notification_type=permanent", token);
        Assert.False(flat.GetProperty("hasMore").GetBoolean());
        var pushes = flat.GetProperty("notifications").EnumerateArray().ToList();
        Assert.Equal(["conv joined 1", "conv members_joined 1", "conv updated 1"],
            pushes.Select(push => $"{push.GetProperty("cmd")} {push.GetProperty("op")} {push.GetProperty("notificationType")}"));
        Assert.Equal("""{"name":"new"}""", pushes[2].GetProperty("attr").GetProperty("data").GetString());

        var sorted = await NotificationsAsync(server, $"/1.2/rtm/notifications?client_id=tom&start_ts={pushes[0].GetProperty("serverTs")}", token);
        var permanent = sorted.GetProperty("permanent").GetProperty("notifications").EnumerateArray().ToList();
        Assert.Equal(["members-joined", "updated"], permanent.Select(push => push.GetProperty("op").GetString()));
        Assert.Equal("new", permanent[1].GetProperty("attr").GetProperty("name").GetString());
        Assert.False(sorted.GetProperty("droppable").GetProperty("invalidLocalConvCache").GetBoolean());
        Assert.Equal(0, sorted.GetProperty("droppable").GetProperty("notifications").GetArrayLength());
    }

    [Fact]
    public async Task Without_the_session_token_of_the_client_there_is_no_answer()
    {
        var server = await StartAsync();
        Assert.Equal((HttpStatusCode.BadRequest, 4112), await RefusalAsync(server, "GET", "/1.1/rtm/notifications?client_id=tom", key: "demo-key"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_client_hears_after_its_return_what_happened_while_it_was_away(bool isRouted)
    {
        var server = await StartAsync();
        var tom = Own(new LeanClient(server.Url, "tom"));
        var jerry = Own(new LeanClient(isRouted ? server.Url : server.WebSocketUrl, "jerry"));
        await Task.WhenAll(tom.OpenAsync(Patience), jerry.OpenAsync(Patience));
        var faults = new List<Fault>();
        jerry.Faults.Subscribe(faults.Add);
        var chat = await tom.CreateConversationAsync(["jerry"], cancellationToken: Patience);
        await jerry.CloseAsync(Patience);
        await chat.AddMemberAsync("mary", Patience);
        var heard = jerry.MembershipChanges.OfType<MembershipChange.MembersJoined>().FirstAsync(change => change.Members[0] == "mary").ToTask(Patience);
        await jerry.OpenAsync(Patience);
        Assert.Equal(("tom", chat.Id), ((await heard).By, (await heard).ConversationId));
        Assert.Empty(faults);
    }

    async Task<JsonElement> NotificationsAsync(LeanServer server, string path, string token) => await GetJsonAsync(server, path, request =>
    {
        request.Headers.Add("X-LC-Id", "demo");
        request.Headers.Add("X-LC-Key", "demo-key");
        request.Headers.Add("X-LC-IM-Session-Token", token);
    });
}

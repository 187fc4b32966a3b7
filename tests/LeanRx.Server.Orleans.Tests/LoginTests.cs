using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using LeanRx.Server.PostgreSql.Tests;

namespace LeanRx.Server.Orleans.Tests;

/// <summary>Logins at several nodes: what is said meanwhile, one device at a time, and kicks.</summary>
[Collection(Alone.Name)]
public sealed class LoginTests(DatabaseServer database, ITestOutputHelper output) : ProcessTest(database)
{
    static readonly TimeSpan s_silence = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Who_logs_in_while_a_message_is_sent_hears_it_or_is_told_of_it()
    {
        NodeAmount.RequireAll();
        const int Pairs = 20;
        var nodes = await StartNodesAsync(2);
        var third = await NewNodeAsync();
        var rounds = NodeAmount.Of(20, 500);
        var races = Task.WhenAll(Enumerable.Range(0, Pairs).Select(pair => RaceAsync(nodes[0].Url, nodes[1].Url, pair, rounds)));
        var moves = 0;
        do
        {
            // Homes of clients move to it and back.
            await third.StartAsync();
            await SharedAsync(3);
            await third.StopAsync();
            await SharedAsync(2);
            moves++;
        }
        while (!races.IsCompleted);
        var waits = (await races).SelectMany(wait => wait).Order().ToList();

        output.WriteLine($"{waits.Count} logins, a third node came and went {moves} times; until heard or told: " +
            $"median {waits[waits.Count / 2].TotalMilliseconds:N0} ms, longest {waits[^1].TotalMilliseconds:N0} ms");
    }

    [Fact]
    public async Task Of_two_devices_that_log_in_with_one_tag_at_two_nodes_one_stays()
    {
        NodeAmount.RequireAll();
        var nodes = await StartNodesAsync(2);
        await using var left = await RawClient.ConnectAsync(SocketOf(nodes[0]), Patience);
        await using var right = await RawClient.ConnectAsync(SocketOf(nodes[1]), Patience);
        var times = new List<TimeSpan>();
        for (var number = 0; number < NodeAmount.Of(50, 1000); number++)
        {
            var begun = Stopwatch.GetTimestamp();
            await Task.WhenAll(left.SendAsync(Open(number, "left")), right.SendAsync(Open(number, "right")));
            Task<JsonElement>[] ends = [left.ReceiveAsync(IsEnd), right.ReceiveAsync(IsEnd)];
            var (loser, winner, client) = await Task.WhenAny(ends) == ends[0] ? (ends[0], ends[1], right) : (ends[1], ends[0], left);
            times.Add(Stopwatch.GetElapsedTime(begun));
            Assert.Equal(4111, (await loser).GetProperty("code").GetInt32());
            await client.SendAsync($$"""{"cmd":"session","op":"close","peerId":"Tom{{number}}","i":2}""");
            var bye = await winner;
            Assert.Equal((2, false), (bye.GetProperty("i").GetInt32(), bye.TryGetProperty("code", out _)));
        }

        times.Sort();
        output.WriteLine($"{times.Count} pairs of logins, until one was closed: median {times[times.Count / 2].TotalMilliseconds:N0} ms, longest " +
            $"{times[^1].TotalMilliseconds:N0} ms");

        static string Open(int number, string device) =>
            $$"""{"cmd":"session","op":"open","appId":"demo","peerId":"Tom{{number}}","i":1,"ua":"test","tag":"Mobile","deviceId":"{{device}}"}""";

        static bool IsEnd(JsonElement frame) => frame.TryGetProperty("op", out var op) && op.GetString() == "closed";
    }

    [Fact]
    public async Task Who_is_kicked_at_one_node_while_it_moves_from_another_to_a_third_is_gone_everywhere()
    {
        NodeAmount.RequireAll();
        var nodes = await StartNodesAsync(3);
        using var http = new HttpClient { BaseAddress = nodes[0].Url };
        http.DefaultRequestHeaders.Add("X-LC-Id", "demo");
        http.DefaultRequestHeaders.Add("X-LC-Key", "demo-master-key,master");
        var (closed, refused) = (0, 0);
        for (var number = 0; number < NodeAmount.Of(5, 200); number++)
        {
            await using var here = await RawClient.ConnectAsync(SocketOf(nodes[1]), Patience);
            await using var there = await RawClient.ConnectAsync(SocketOf(nodes[2]), Patience);
            var token = (await here.LoginAsync($"Tom{number}")).GetProperty("st").GetString()!;

            var kick = http.PostAsJsonAsync($"/1.2/rtm/clients/Tom{number}/kick", new { reason = "spam" }, Patience);
            await there.SendAsync(Back(number, token));

            using var answer = await kick;
            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Patience));
            Assert.Equal(4115, (await here.ReceiveAsync(IsEnd)).GetProperty("code").GetInt32());
            var end = (await there.ReceiveAsync(IsEnd)).GetProperty("code").GetInt32();
            _ = end == 4115 ? closed++ : refused++;
            Assert.Contains(end, (int[])[4115, 4112]);
            foreach (var node in nodes)
            {
                await using var again = await RawClient.ConnectAsync(SocketOf(node), Patience);
                Assert.Equal(4112, (await again.AskAsync(1, Back(number, token))).GetProperty("code").GetInt32());
            }
        }
        output.WriteLine($"{closed} were logged in at the third node already and closed with 4115, {refused} had their token refused there");

        static string Back(int number, string token) =>
            $$"""{"cmd":"session","op":"open","appId":"demo","peerId":"Tom{{number}}","i":1,"ua":"test","r":true,"st":"{{token}}"}""";

        static bool IsEnd(JsonElement frame) => frame.TryGetProperty("code", out _);
    }

    /// <summary>A message is sent at one node while its receiver logs in at the other, again and again.</summary>
    /// <returns>How long it took each time until the message was heard, or told of.</returns>
    async Task<List<TimeSpan>> RaceAsync(Uri sendingNode, Uri receivingNode, int pair, int rounds)
    {
        var jerry = $"Jerry{pair}";
        await using var tom = new LeanClient(sendingNode, $"Tom{pair}");
        await tom.OpenAsync(Patience);
        var conversation = await tom.CreateConversationAsync([jerry], cancellationToken: Patience);
        var waits = new List<TimeSpan>();
        for (var round = 0; round < rounds; round++)
        {
            var (text, begun) = ($"<{pair}:{round}>", Stopwatch.GetTimestamp());
            // Every other client is told how much is unread instead of being sent what it missed.
            await using var socket = await RawClient.ConnectAsync(SocketOf(receivingNode), Patience,
                pair % 2 == 0 ? ["lc.json.3"] : []);
            var sending = conversation.SendAsync(text, Patience);
            await socket.SendAsync($$"""{"cmd":"session","op":"open","appId":"demo","peerId":"{{jerry}}","i":1,"ua":"test"}""");
            var heard = await socket.ReceiveAsync(frame => Says(frame, text)).WaitAsync(s_silence, Patience);
            waits.Add(Stopwatch.GetElapsedTime(begun));
            await sending;
            if (heard.TryGetProperty("id", out var id))
                await socket.SendAsync($$"""{"cmd":"ack","peerId":"{{jerry}}","cid":"{{conversation.Id}}","mid":"{{id.GetString()}}"}""");
        }
        return waits;
    }

    /// <summary>Whether a frame brings a message, or tells of it as the last of what is unread.</summary>
    static bool Says(JsonElement frame, string text) => frame.GetProperty("cmd").GetString() switch
    {
        "direct" => Has(frame.GetProperty("msg"), text),
        "unread" => frame.GetProperty("convs").EnumerateArray().Any(one => one.TryGetProperty("data", out var data) && Has(data, text)),
        _ => false,
    };

    static bool Has(JsonElement data, string text)
    {
        using var body = JsonDocument.Parse(data.GetString()!);
        return body.RootElement.GetProperty("_lctext").GetString() == text;
    }

    static Uri SocketOf(NodeProcess node) => SocketOf(node.Url);

    static Uri SocketOf(Uri url) => new UriBuilder(url) { Scheme = "ws" }.Uri;
}

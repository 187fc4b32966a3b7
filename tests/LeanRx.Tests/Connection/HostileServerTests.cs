using System.Reactive.Linq;
using Microsoft.Reactive.Testing;

namespace LeanRx.Tests.Connection;

/// <summary>Whatever a server sends: each such frame is a fault or is ignored, and the client goes on.</summary>
[Trait("Speed", "slow")]
public class HostileServerTests
{
    static readonly string Megabyte = new('x', 1_000_000);
    static readonly string Crowd = string.Join(',', Enumerable.Range(0, 10_000).Select(number => $"\"c{number}\""));

    static readonly string[] Times = ["9223372036854775807", "-9223372036854775808", "253402300800000", "-62135596800001", "-1"];

    public static TheoryData<string, string> Frames
    {
        get
        {
            var data = new TheoryData<string, string>
            {
                { "the end of another's session", """{"cmd":"session","op":"closed","peerId":"jerry","code":4111}""" },
                { "the end of another's session without a code", """{"cmd":"session","op":"closed","peerId":"jerry"}""" },
                { "a login that nobody asked for", """{"cmd":"session","op":"opened","st":"x","stTtl":60}""" },
                { "a login of somebody else", """{"cmd":"session","op":"opened","peerId":"jerry","st":"x","stTtl":60}""" },
                { "a token for less than no time", """{"cmd":"session","op":"refreshed","st":"x","stTtl":-2147483648}""" },
                { "a token for ever", """{"cmd":"session","op":"refreshed","st":"x","stTtl":2147483647}""" },
                { "a token of a megabyte", $$"""{"cmd":"session","op":"refreshed","st":"{{Megabyte}}","stTtl":60}""" },
                { "a negative count", """{"cmd":"unread","convs":[{"cid":"room","unread":-5,"mid":"m0","timestamp":1}]}""" },
                { "the largest count", """{"cmd":"unread","convs":[{"cid":"room","unread":2147483647,"mid":"m0","timestamp":1}]}""" },
                { "a count that is no count", """{"cmd":"unread","convs":[{"cid":"room","unread":99999999999,"mid":"m0","timestamp":1}]}""" },
                { "unread messages of nowhere", """{"cmd":"unread","convs":[{"unread":3}, {"cid":"","unread":3}]}""" },
                { "unread counts of nothing", """{"cmd":"unread"}""" },
                { "a message for somebody else",
                    """{"cmd":"direct","peerId":"jerry","cid":"room","id":"m0","timestamp":1,"msg":"for jerry","fromPeerId":"spike"}""" },
                { "a message without an id", """{"cmd":"direct","cid":"room","timestamp":1,"msg":"x","fromPeerId":"jerry"}""" },
                { "a message of nowhere", """{"cmd":"direct","id":"m0","timestamp":1,"msg":"x","fromPeerId":"jerry"}""" },
                { "a message of nobody", """{"cmd":"direct","cid":"room","id":"m0","timestamp":1,"msg":"x"}""" },
                { "a message with nothing", """{"cmd":"direct"}""" },
                { "an id of a megabyte", $$"""{"cmd":"direct","cid":"room","id":"{{Megabyte}}","timestamp":1,"msg":"x","fromPeerId":"jerry"}""" },
                { "a conversation of a megabyte", $$"""{"cmd":"direct","cid":"{{Megabyte}}","id":"m0","timestamp":1,"msg":"x","fromPeerId":"jerry"}""" },
                { "a sender of a megabyte", $$"""{"cmd":"direct","cid":"room","id":"m0","timestamp":1,"msg":"x","fromPeerId":"{{Megabyte}}"}""" },
                { "a crowd of mentions",
                    $$"""{"cmd":"direct","cid":"room","id":"m0","timestamp":1,"msg":"x","fromPeerId":"jerry","mentionPids":[{{Crowd}}]}""" },
                { "a receipt for nothing", """{"cmd":"rcp"}""" },
                { "a receipt of nowhere", """{"cmd":"rcp","id":"m0","t":1}""" },
                { "an answer to nothing", """{"cmd":"ack","i":2147483647,"uid":"m0"}""" },
                { "an answer with a negative number", """{"cmd":"ack","i":-1,"uid":"m0"}""" },
                { "an error about nothing", """{"cmd":"error"}""" },
                { "an error with an odd code", """{"cmd":"error","code":-2147483648,"reason":""}""" },
                { "members who joined nothing", """{"cmd":"conv","op":"members-joined"}""" },
                { "a crowd of members", $$"""{"cmd":"conv","op":"members-joined","cid":"room","m":[{{Crowd}}]}""" },
                { "members of a megabyte", $$"""{"cmd":"conv","op":"members-joined","cid":"room","m":["{{Megabyte}}"]}""" },
                { "a change of nothing", """{"cmd":"conv","op":"updated"}""" },
                { "a change that is none",
                    """{"cmd":"conv","op":"updated","cid":"room","attr":{},"attrModified":{"name":17,"attr":[],"m":"x"},"udate":"never"}""" },
                { "roles of nobody", """{"cmd":"conv","op":"member-info-changed","cid":"room"}""" },
                { "an operation that does not exist", """{"cmd":"conv","op":"exploded","cid":"room"}""" },
                { "a page that nobody asked for", """{"cmd":"logs","cid":"room","logs":[{"msgId":"m0"}]}""" },
                { "a query's answer that nobody asked for", """{"cmd":"conv","op":"results","results":[{"objectId":"room"}]}""" },
                { "a command that does not exist", """{"cmd":"explode","op":"now"}""" },
                { "an edit of nothing", """{"cmd":"patch","op":"modify"}""" },
                { "an edit of nowhere", """{"cmd":"patch","op":"modify","patches":[{},{"mid":"m0"},{"cid":"room"}]}""" },
                { "a recall of nothing", """{"cmd":"patch","op":"modify","patches":[{"cid":"room","mid":"m0","recall":true}]}""" },
                { "other commands of the wire", """{"cmd":"blacklist","op":"query_result"}""" },
                { "a place in a room", """{"cmd":"room","op":"joined"}""" },
                { "somebody's presence", """{"cmd":"presence","sessionPeerIds":[null]}""" },
                { "data of nobody", """{"cmd":"data","ids":["x"]}""" },
                { "no JSON", "?" },
                { "a list", "[]" },
                { "half an emoji", """{"cmd":"direct","cid":"room","id":"\ud83d","timestamp":1,"msg":"\ud83d","fromPeerId":"jerry"}""" },
            };
            foreach (var time in Times)
            {
                data.Add($"a message at {time}",
                    $$"""{"cmd":"direct","cid":"room","id":"m{{time}}","timestamp":{{time}},"patchTimestamp":{{time}},"msg":"x","fromPeerId":"jerry"}""");
                data.Add($"unread at {time}",
                    $$"""{"cmd":"unread","notifTime":{{time}},"convs":[{"cid":"room","unread":1,"mid":"m0","timestamp":{{time}},"patchTimestamp":{{time}}}]}""");
                data.Add($"a receipt at {time}", $$"""{"cmd":"rcp","cid":"room","id":"m0","t":{{time}},"from":"jerry"}""");
                data.Add($"a read mark at {time}", $$"""{"cmd":"rcp","cid":"room","t":{{time}},"read":true,"from":"jerry"}""");
                data.Add($"an edit at {time}",
                    $$"""{"cmd":"patch","op":"modify","patches":[{"cid":"room","mid":"m0","timestamp":{{time}},"patchTimestamp":{{time}},"data":"x","from":"jerry"}]}""");
                data.Add($"a login at {time}", $$"""{"cmd":"session","op":"refreshed","serverTs":{{time}},"st":"x","stTtl":60}""");
                data.Add($"a removal at {time}", $$"""{"cmd":"conv","op":"members-left","cid":"room","m":["spike"],"initBy":"jerry","udate":"{{time}}"}""");
            }
            return data;
        }
    }

    static Frame? Answer(Frame frame) => frame switch
    {
        DirectFrame => new AckFrame { MessageUid = "sent", Timestamp = 1 },
        ConversationFrame { Operation: ConversationOperations.Query } =>
            JsonFrameCodec.Default
            .Decode("""{"cmd":"conv","op":"results","results":[{"objectId":"room","m":["tom","jerry"],"createdAt":"2026-06-01T12:00:00.000Z","updatedAt":"2026-06-01T12:00:00.000Z"}]}"""u8),
        _ => null,
    };

    [Theory]
    [MemberData(nameof(Frames), DisableDiscoveryEnumeration = true)]
    public void It_goes_on(string what, string text)
    {
        var scheduler = new TestScheduler();
        var network = new FakeTransport(scheduler) { Answer = Answer };
        var client = new LeanClient(new LeanClientOptions(SessionWorld.Server, "tom") { Scheduler = scheduler, Transport = network, Random = new Random(1) });
        var (faults, heard, read) = (new List<Fault>(), new List<string>(), 0);
        client.Faults.Subscribe(faults.Add);
        client.Messages.Subscribe(message =>
        {
            read += $"{message} {message.Id} {message.Timestamp}".Length;
            heard.Add(message.Id);
        });
        client.MessageChanges.Subscribe(change => read += $"{change}".Length);
        client.Receipts.Subscribe(receipt => read += $"{receipt}".Length);
        client.MembershipChanges.Subscribe(change => read += $"{change}".Length);
        client.UnreadChanges.Subscribe(change =>
        {
            Assert.InRange(change.Count, 0, int.MaxValue);
            read += $"{change}".Length;
        });
        _ = client.OpenAsync();
        Settle();
        var getting = client.GetConversationAsync("room");
        Settle();
        var conversation = Result.Of(getting)!;
        conversation.Watch().Subscribe(snapshot => read += $"{snapshot}".Length);

        for (var times = 0; times < 2; times++)
        {
            network.Last.ReceiveText(text);
            Settle();
        }
        scheduler.AdvanceBy(TimeSpan.FromSeconds(1).Ticks);
        network.Last.ReceiveText("""{"cmd":"direct","cid":"room","id":"good","timestamp":2000,"msg":"good","fromPeerId":"jerry"}""");
        var sending = conversation.SendAsync("hello");
        Settle();

        Assert.IsType<ConnectionState.Connected>(client.State);
        Assert.Single(network.Connections);
        Assert.Equal(("good", 1), (heard.LastOrDefault(), heard.Count(id => id == "good")));
        Assert.True(sending.IsCompletedSuccessfully, $"{what}: {sending.Exception}");
        Assert.All(faults, fault => Assert.Contains(fault.Kind, new[] { FaultKind.Protocol, FaultKind.Server, FaultKind.Gap }));

        void Settle()
        {
            for (var turn = 0; turn < 6; turn++)
                scheduler.AdvanceBy(1);
        }
    }
}

using System.Text;
using CsCheck;

namespace LeanRx.Tests.Connection;

/// <summary>Whatever a server says in frames that can be read: nothing throws inside the client, and nothing that is heard is no text.</summary>
public class HostileFramesTests
{
    static readonly Gen<string> Value =
        Gen.OneOf((string[])["1", "-1.0", "1e400", "\"\\ud83d\"", "\"x\"", "null", "true", "[]", "[{}]", "{}", "{\"\\ud83d\":\"\\ude00\"}",
        "{\"a.b\":{\"a\":1,\"a\":2}}", "{\"__type\":\"Date\",\"iso\":\"\\ud83d\"}", "{\"iso\":{\"iso\":{}}}", "{\"__op\":\"Delete\"}"]);

    static readonly Gen<string> Frame = Gen.Select(Value, Value, Value, Gen.Int[0, 9], static (a, b, c, which) => which switch
    {
        0 => $$$$"""{"cmd":"direct","cid":"room","id":"m{{{{a.Length}}}}","fromPeerId":"\ud83d","timestamp":9223372036854775807,"msg":"{\"_lctype\":-1,\"_lctext\":\"\\ud83d\"}"}""",
        1 => $$$$"""{"cmd":"conv","op":"updated","cid":"room","udate":"0001-01-01T00:00:00+14:00","attrModified":{"name":{{{{a}}}},"attr":{{{{b}}}},"x":{{{{c}}}}}}""",
        2 => $$$$"""{"cmd":"conv","op":"updated","cid":"room","attr":{"attr.a.0.{{{{string.Join('.', Enumerable.Repeat("b", a.Length * 9))}}}}":{{{{a}}}},"attr.a":{{{{b}}}},"attr.a.1":{{{{c}}}}}}""",
        3 => """{"cmd":"conv","op":"members-joined","cid":"room","m":["\ud83d",null],"initBy":"\ude00"}""",
        4 => $$$$"""{"cmd":"unread","convs":[{"cid":"room","unread":-5,"data":"{\"_lctype\":-1.0,\"_lcattrs\":{\"n\":\"\\ud83d\"}}","mid":"m","from":"\ud83d","timestamp":-9223372036854775808}]}""",
        5 => $$$$"""{"cmd":"patch","op":"modify","patches":[{"cid":"room","mid":"m","from":"x","timestamp":1,"patchTimestamp":9223372036854775807,"data":"{\"a\":{{{{(a.Contains('"') ? "1" : a)}}}}}"}]}""",
        6 => """{"cmd":"rcp","cid":"room","id":"\ud83d","t":9223372036854775807,"from":"x"}""",
        7 => """{"cmd":"conv","op":"member-info-changed","cid":"room","info":{"pid":"\ud83d","role":"\ude00"}}""",
        8 => $$$$"""{"cmd":"conv","op":"members-blocked","cid":"room","m":["\ud83d"],"x":{{{{a}}}}}""",
        _ => $$$$"""{"cmd":"conv","op":"updated","cid":"room","attrModified":{"attr":{"a":{{{{a}}}}},"lm":{{{{b}}}},"m":{{{{c}}}}}}""",
    });

    [Fact]
    public void Nothing_throws_and_all_that_is_heard_is_text() => Frame.Array[1, 20].Sample(frames =>
    {
        var world = new ClientWorld();
        var room = world.Conversation();
        var heard = new List<object>();
        foreach (var stream in new IObservable<object>[] { world.Client.Messages, world.Client.MessageChanges, world.Client.Receipts,
            world.Client.MembershipChanges, world.Client.ModerationChanges, world.Client.ConversationUpdates, world.Client.UnreadChanges, room.Watch() })
            stream.Subscribe(heard.Add);
        var codec = new JsonFrameCodec(mendText: true);
        foreach (var frame in frames)
        {
            world.Core.OnPush(codec.Decode(Encoding.UTF8.GetBytes(frame)));
            world.Settle();
        }
        Assert.All(heard, value => Assert.DoesNotContain(value.ToString()!, char.IsSurrogate));
        Assert.Empty(world.Faults);
    }, iter: Amount.Of(some: 100, all: 500));
}

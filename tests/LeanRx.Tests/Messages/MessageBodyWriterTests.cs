using System.Text;
using System.Text.Json.Nodes;
using LeanRx.Messages.Internal;

namespace LeanRx.Tests.Messages;

/// <summary>How messages are written into bodies (protocol.md §5).</summary>
public class MessageBodyWriterTests
{
    static readonly MessageBodyWriter Writer = new(MessageFormats.BuiltIn);

    static string Write(Message message) => Writer.Write(message, nameof(message));

    [Fact]
    public void A_text_is_written_with_type_and_text_alone()
    {
        Assert.Equal("""{"_lctype":-1,"_lctext":"hi \"you\""}""", Write(new TextMessage("hi \"you\"")));
        Assert.Equal(Write(new TextMessage("hi \"you\"\n耗子 <b>")), MessageBodyWriter.Text("hi \"you\"\n耗子 <b>", "text"));
        Assert.Equal("""{"_lctype":-1,"_lctext":""}""", Write(new TextMessage()));
    }

    [Fact]
    public void An_image_by_address_is_written_without_what_it_does_not_have() => // S22
        Assert.Equal("""{"_lctype":-2,"_lctext":"萌","_lcfile":{"url":"https://e.example/k.png"}}""",
            Write(new ImageMessage { Url = new Uri("https://e.example/k.png"), Text = "萌" }));

    [Fact]
    public void Everything_an_image_has_is_written() => // S148
        Assert.Equal(
            """{"_lctype":-2,"_lcattrs":{"location":"旧金山"},"_lcfile":{"url":"https://e.example/k.png","objId":"o1","metaData":{"name":"k.png","format":"png","size":18000,"width":1024,"height":768}}}""",
            Write(new ImageMessage
            {
                Url = new Uri("https://e.example/k.png"),
                ObjectId = "o1",
                Attributes = new JsonObject { ["location"] = "旧金山" },
                Metadata = new FileMetadata { Name = "k.png", Format = "png", Size = 18000, Width = 1024, Height = 768 },
            }));

    [Fact]
    public void A_place_is_written_in_degrees() => // S33
        Assert.Equal("""{"_lctype":-5,"_lctext":"好利来新店！！","_lcloc":{"longitude":52.56461,"latitude":138.12454}}""",
            Write(new LocationMessage(138.12454, 52.56461) { Text = "好利来新店！！" }));

    [Fact]
    public void Strings_JSON_and_unknown_messages_are_written_as_they_are()
    {
        Assert.Equal("plain", Write(new StringMessage("plain")));
        Assert.Equal("""{"abc":123,"text":"耗子"}""", Write(new JsonMessage(new JsonObject { ["abc"] = 123, ["text"] = "耗子" })));
        Assert.Equal("""{"_lctype":7,"score":99}""", Write(new UnknownMessage(7, """{"_lctype":7,"score":99}""")));
    }

    [Fact]
    public void A_recalled_message_cannot_be_sent() => Assert.Throws<ArgumentException>(() => Write(new RecalledMessage()));

    [Fact]
    public void A_body_of_5120_bytes_is_written_and_one_byte_more_is_refused_with_the_limit() // S169
    {
        Assert.Equal(5120, Encoding.UTF8.GetByteCount(Write(new StringMessage(new string('a', 5120)))));
        Assert.Equal(5119, Encoding.UTF8.GetByteCount(Write(new StringMessage(string.Concat(Enumerable.Repeat("耗子a", 731)) + "aa"))));
        var error = Assert.Throws<ArgumentException>(() => Writer.Write(new StringMessage(new string('a', 5121)), "message"));
        Assert.Equal("message", error.ParamName);
        Assert.Contains("5,121", error.Message, StringComparison.Ordinal);
        Assert.Contains("5,120 bytes", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => MessageBodyWriter.Text(string.Concat(Enumerable.Repeat("耗", 1707)), "text"));
        Assert.Equal(5120, MessageBodyWriter.Bytes(new BinaryMessage(new byte[5120]), "message").Length);
        Assert.Throws<ArgumentException>(() => MessageBodyWriter.Bytes(new BinaryMessage(new byte[5121]), "message"));
    }
}

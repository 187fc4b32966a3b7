namespace LeanRx.Protocol.Tests;

public class WrongTypeTests
{
    static string MessageOf(string payload) => Assert.Throws<FrameFormatException>(() => Json.Decode(payload)).Message;

    [Theory]
    [InlineData("""{"cmd":5}""", "Field 'cmd' must be a string, but was a number.")]
    [InlineData("""{"cmd":["direct"]}""", "Field 'cmd' must be a string, but was an array.")]
    [InlineData("""{"cmd":"session","op":true}""", "Field 'op' must be a string, but was a boolean.")]
    [InlineData("""{"cmd":"direct","i":"5"}""", "Field 'i' must be an integer, but was a string.")]
    [InlineData("""{"i":{},"cmd":"direct"}""", "Field 'i' must be an integer, but was an object.")]
    [InlineData("""{"cmd":"somethingNew","i":"5"}""", "Field 'i' must be an integer, but was a string.")]
    [InlineData("""{"cmd":"direct","i":1.5}""", "Field 'i' must be an integer, but was a fraction.")]
    [InlineData("""{"cmd":"direct","i":2147483648}""", "Field 'i' must be an integer of 32 bits, but was a larger number.")]
    [InlineData("""{"cmd":"direct","i":-2147483649}""", "Field 'i' must be an integer of 32 bits, but was a larger number.")]
    [InlineData("""{"cmd":"direct","timestamp":9223372036854775808}""", "Field 'timestamp' must be an integer of 64 bits, but was a larger number.")]
    [InlineData("""{"cmd":"direct","timestamp":1e400}""", "Field 'timestamp' must be an integer of 64 bits, but was a larger number.")]
    [InlineData("""{"cmd":"direct","peerId":7}""", "Field 'peerId' must be a string, but was a number.")]
    [InlineData("""{"cmd":"direct","msg":{"_lctype":-1}}""", "Field 'msg' must be a string, but was an object.")]
    [InlineData("""{"cmd":"direct","r":"yes"}""", "Field 'r' must be true, false, 0 or 1, but was a string.")]
    [InlineData("""{"cmd":"direct","r":2}""", "Field 'r' must be true, false, 0 or 1, but was another number.")]
    [InlineData("""{"cmd":"direct","binaryMsg":7}""", "Field 'binaryMsg' must be a base64 string, but was a number.")]
    [InlineData("""{"cmd":"direct","binaryMsg":"a*b"}""", "Field 'binaryMsg' must be a base64 string, but was another string.")]
    [InlineData("""{"cmd":"conv","op":"add","m":"mary"}""", "Field 'm' must be an array, but was a string.")]
    [InlineData("""{"cmd":"conv","op":"add","m":["mary",7]}""", "An item of field 'm' must be a string, but was a number.")]
    [InlineData("""{"cmd":"conv","op":"add","m":[["mary"]]}""", "An item of field 'm' must be a string, but was an array.")]
    [InlineData("""{"cmd":"conv","op":"max-read","info":"Owner"}""", "Field 'info' must be an object, but was a string.")]
    [InlineData("""{"cmd":"logs","logs":{}}""", "Field 'logs' must be an array, but was an object.")]
    [InlineData("""{"cmd":"logs","logs":["m1"]}""", "An item of field 'logs' must be an object, but was a string.")]
    [InlineData("""{"cmd":"logs","logs":[{"msgId":"m1"},{"msgId":2}]}""", "Field 'logs.msgId' must be a string, but was a number.")]
    [InlineData("""{"cmd":"logs","logs":[{"msgId":"m1","mentionPids":[1]}]}""", "An item of field 'logs.mentionPids' must be a string, but was a number.")]
    [InlineData("""{"cmd":"logs","logs":[{"msgId":"m1"}],"limit":"20"}""", "Field 'limit' must be an integer, but was a string.")]
    [InlineData("""{"cmd":"data","msg":{}}""", "Field 'msg' must be an array, but was an object.")]
    public void A_field_of_the_wrong_type_is_named_with_what_was_expected(string payload, string message) => Assert.Equal(message, MessageOf(payload));

    [Theory]
    [InlineData("""{"cmd":"session","i":1}""", "Field 'op' of command 'session' is missing.")]
    [InlineData("""{"cmd":"patch","op":null}""", "Field 'op' of command 'patch' is missing.")]
    [InlineData("""{"cmd":"blacklist"}""", "Field 'op' of command 'blacklist' is missing.")]
    [InlineData("""{"cmd":"room"}""", "Field 'op' of command 'room' is missing.")]
    [InlineData("""{"cmd":"report"}""", "Field 'op' of command 'report' is missing.")]
    [InlineData("""{"cmd":"error","reason":"X"}""", "Field 'code' of command 'error' is missing.")]
    [InlineData("""{"cmd":"logs","logs":[{"data":"x"}]}""", "Field 'logs.msgId' is missing.")]
    [InlineData("""{"cmd":"unread","convs":[{"unread":1}]}""", "Field 'convs.cid' is missing.")]
    [InlineData("""{"cmd":"read","convs":[{"mid":"m1"}]}""", "Field 'convs.cid' is missing.")]
    [InlineData("""{"cmd":"conv","op":"added","failedPids":[{"pids":["tom"]}]}""", "Field 'failedPids.code' is missing.")]
    [InlineData("""{"cmd":"conv","op":"max-read","maxReadTuples":[{}]}""", "Field 'maxReadTuples.pid' is missing.")]
    [InlineData("""{"cmd":"conv","op":"member-info-changed","info":{"role":"Owner"}}""", "Field 'info.pid' is missing.")]
    public void A_field_that_must_be_there_is_named_when_it_is_not(string payload, string message) => Assert.Equal(message, MessageOf(payload));

    [Fact]
    public void Whole_numbers_count_as_integers_however_they_are_written()
    {
        var frame = Json.Decode<DirectFrame>("""{"cmd":"direct","i":5.0,"timestamp":17e11}""");
        Assert.Equal((5, 1_700_000_000_000), (frame.SerialId, frame.Timestamp));
    }

    [Theory]
    [InlineData("1", true)]
    [InlineData("1.0", true)]
    [InlineData("10e-1", true)]
    [InlineData("0", false)]
    [InlineData("-0.0", false)]
    public void Zero_and_one_count_as_booleans_however_they_are_written(string number, bool expected) =>
        Assert.Equal(expected, Json.Decode<DirectFrame>($$"""{"cmd":"direct","r":{{number}}}""").ReceiptRequested);
}

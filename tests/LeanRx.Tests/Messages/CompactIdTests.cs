using CsCheck;
using LeanRx.Common.Internal;

namespace LeanRx.Tests.Messages;

public class CompactIdTests
{
    [Fact]
    public void It_is_the_id_that_it_was_made_of() =>
        Gen.OneOf(Gen.String[0, 40], Gen.String[Gen.Char.AlphaNumeric, 0, 30], Gen.String[Gen.Char['\0', '\u0081'], 0, 26]).Sample(id =>
        {
            Assert.Equal(id, new CompactId(id).ToString());
            Assert.Equal(new CompactId(id), new CompactId(new string([.. id])));
        });

    [Fact]
    public void Two_are_equal_where_their_ids_are() =>
        Gen.Select(Gen.String[Gen.Char['\0', '\u0002'], 0, 3], Gen.String[Gen.Char['\0', '\u0002'], 0, 3]).Sample((one, other) =>
            Assert.Equal(one == other, new CompactId(one).Equals(new CompactId(other))), iter: 5000);

    [Theory]
    [InlineData("")]
    [InlineData("5UtgDA09RpG65tsYfWxkkg")]
    [InlineData("汤姆")]
    [InlineData("twenty-four characters..")]
    [InlineData("twenty-five characters...")]
    public void Equal_ids_have_equal_hashes(string id) => Assert.Equal(new CompactId(id).GetHashCode(), new CompactId(new string([.. id])).GetHashCode());
}

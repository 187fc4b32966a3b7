using CsCheck;
using LeanRx.Server.Storage;
using static LeanRx.Server.Tests.Queries.Sample;

namespace LeanRx.Server.Tests.Storage;

/// <summary>How a store makes the page of a query of the conversations that it has.</summary>
public class ConversationPageTests
{
    static readonly Gen<ConversationRecord[]> s_conversations =
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 3], (last, name) => Empty with { LastMessageAt = last == 0 ? null : last, Name = name == 0 ? null : $"n{name}" })
        .Array[0, 40].Select(records => records.Select((record, index) => record with { Id = $"c{index}" }).ToArray()).SelectMany(Gen.Shuffle);

    static readonly Gen<string> s_sort = Gen.OneOf([.. new[] { "-lm", "lm", "name,-lm", "objectId", "-objectId" }.Select(Gen.Const)]);

    static readonly Gen<int> s_number = Gen.OneOf(Gen.Int[-1, 45], Gen.Const(int.MaxValue));

    [Fact]
    public void A_page_is_what_sorting_everything_and_cutting_it_out_gives() =>
        Gen.Select(s_conversations, s_sort, s_number, s_number).Sample((conversations, sort, skip, limit) =>
        {
            var query = new ConversationStoreQuery
            {
                ApplicationId = Empty.ApplicationId,
                Filter = ConversationFilter.All,
                Sort = ConversationSort.Parse(sort),
                Skip = skip,
                Limit = limit
            };

            Assert.Equal(conversations.Order(query.Sort).Skip(skip).Take(limit), query.Page(conversations));
        }, iter: Amount.Of(some: 400, all: 2000));

    [Theory]
    [InlineData("objectId")]
    [InlineData("-objectId")]
    public void While_it_reads_it_holds_no_more_than_the_page_and_what_it_skips(string sort)
    {
        var query = new ConversationStoreQuery
        {
            ApplicationId = Empty.ApplicationId,
            Filter = ConversationFilter.All,
            Sort = ConversationSort.Parse(sort),
            Skip = 1,
            Limit = 2
        };
        List<WeakReference> read = [];
        var held = 0;

        var page = query.Page(Candidates());

        Assert.Equal(2, page.Count);
        Assert.Equal(3, held);

        // The last ones belong to nobody: they may still be on the way.
        IEnumerable<ConversationRecord> Candidates()
        {
            for (var number = 0; number < 500; number++)
                yield return Read(sort[0] == '-' ? 999 - number : number);
            for (var number = 0; number < 10; number++)
                yield return Empty with { Id = sort[0] == '-' ? "000" : "999" };
            GC.Collect();
            held = read.Count(reference => reference.IsAlive);
        }

        ConversationRecord Read(int number)
        {
            var record = Empty with { Id = $"{number:D3}" };
            read.Add(new WeakReference(record));
            return record;
        }
    }
}

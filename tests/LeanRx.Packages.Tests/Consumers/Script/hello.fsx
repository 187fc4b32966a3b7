#i "nuget: FEED"
#r "nuget: LeanRx, VERSION"

open System
open System.Reactive.Linq
open System.Reactive.Threading.Tasks
open LeanRx

let talk = task {
    let server = Uri fsi.CommandLineArgs[1]
    let tom = new LeanClient(server, "Tom")
    let jerry = new LeanClient(server, "Jerry")
    do! tom.OpenAsync()
    do! jerry.OpenAsync()
    let! chat = tom.CreateConversationAsync [ "Jerry" ]
    let! _ = chat.SendAsync "hello from F#"
    let texts = jerry.Messages |> Observable.choose (function :? TextMessage as text -> Some text | _ -> None)
    let! heard = texts.FirstAsync().ToTask()
    printfn $"{heard.From}: {heard.Text}"
    do! tom.CloseAsync()
    do! jerry.CloseAsync()
}

talk.Wait()

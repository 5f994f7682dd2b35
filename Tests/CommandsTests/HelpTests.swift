import Media
import TestSupport
import Testing

@testable import Commands

@Suite(.timeLimit(.minutes(40)), .computing) struct HelpTests {
  @Test func `the overview lists commands and exit codes`() throws {
    let page = """
      Usage: shotlog COMMAND [options] ...

      Looks into videos: exact facts and pictures, shots, segments, and what is in them.

      Commands:
        probe              Say what is in media files.
        frames             Take pictures out of a video, at exact times.
        sheet              Show a video on one picture: a contact sheet.
        shots              Find where one shot ends and the next begins.
        segments           Take a video apart into pieces of a good length.
        split              Cut a video into files, without re-encoding it or exactly.
        render storyboard  Make a film of title cards out of words.
        render supercut    Make a film of the stretches of videos that fit some words.
        render thumbnail   Take the picture that stands best for a video.
        render sprites     Make the small pictures that players show above their time line.
        analyze            Say what is in a video, from when to when.
        batch              Analyze whole libraries, and go on where it was stopped.
        report             Draw results as pages for people.
        models             List the models that are configured.
        models doctor      Find out what a model's server can do, and obey it from then on.
        serve              Answer as the services do, on this machine.
        tasks              List the tasks of a server's data folder.
        tasks show         Show one task, with what came of it.
        tasks cancel       Stop tasks that are not finished.
        tasks delete       Forget tasks, with their results and files.
        tasks prune        Make room: forget what is old, and what nobody needs.
        bench              Say how fast a video is read on this machine, and what holds it up.
        completions        Write what makes a shell complete commands, options and values.
        man                Write the manual page.

      "shotlog COMMAND --help" explains a command and shows examples.
      "shotlog --version" shows the version.

      Exit codes:
        0    everything was done
        1    some inputs failed or gave no picture, or an answer is missing
        2    the command line cannot be understood
        65   the input is no media, or broken, or lacks the stream needed
        66   the input is missing, a folder, or may not be read
        68   the model's server cannot be reached
        69   no decoder for it, or a protocol that is not allowed
        73   the output exists already or cannot be written
        75   a limit was exceeded, or the time ran out
        77   the model's server refuses the key
        130  cancelled by Ctrl-C or SIGTERM
        141  the reader of standard output went away

      Colours are used on a terminal only, and not if NO_COLOR is set.

      """
    for words in [["--help"], ["-h"], ["help"]] {
      let run = try ToolRun(words)
      #expect(run.text == page)
      #expect(run.code == .success)
      #expect(run.error.isEmpty)
    }
  }

  @Test func `the page of a command teaches`() throws {
    let page = """
      Usage: shotlog probe [options] FILE...

      Says what media files hold: container, lengths, streams, chapters, tags. A FILE
      may be an http or https address, or - for standard input.

      A container's claims may be wrong. --exact reads every packet, without decoding,
      and measures: the number of pictures, the time from the first picture's start to
      the last one's end, whether the rate varies, and what is damaged. What was found
      of an undamaged file is kept in $XDG_CACHE_HOME/shotlog, known by the file's
      content.

      Files that cannot be read are reported on standard error, and with --json also
      as an object with an "error". JSON times are whole ticks of a time base beside
      the seconds.

      Options:
        -j, --json                One JSON object for each input: spread for one
                                  input, on a line each for several.
        -x, --exact               Also read all packets: exact picture count and
                                  length, variable rate, damage.
            --no-cache            With --exact: read the file even if what it holds is
                                  known already.
            --timeout SECONDS     Give up on an input after this long.
            --max-pixels N        Refuse pictures of more pixels; 268435456 unless
                                  given.
            --max-bytes SIZE      Refuse larger inputs, such as 500M or 2G; standard
                                  input may hold 8G unless given.
        -q, --quiet               No progress and no summary.
        -h, --help                Show this page.

      Examples:
        shotlog probe talk.mp4
            What is in a file.
        shotlog probe --exact --json talk.mp4 | jq .exact.pictures
            How many pictures it really has.
        shotlog probe --json *.mp4 > list.jsonl
            A line for each file.
        shotlog probe - < talk.mkv
            A file from a pipe.

      "shotlog --help" lists the exit codes.

      """
    for words in [["probe", "--help"], ["help", "probe"], ["probe", "x", "-h", "--nonsense"]] {
      #expect(try ToolRun(words).text == page)
    }
  }

  @Test(arguments: CommandTable.all.map(\.name))
  func `every page fits a terminal and names every option`(name: String) throws {
    let command = try CommandTable.command(named: name)
    let page = HelpPage.of(command)
    for line in page.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
    for option in command.options { #expect(page.contains(" \(option.flag) ")) }
    #expect((3...6).contains(command.examples.count))
  }

  @Test(arguments: CommandTable.all.map(\.name))
  func `every example of the help is understood`(name: String) throws {
    let command = try CommandTable.command(named: name)
    for example in command.examples {
      let words = example.line.split(separator: " ").map(String.init)
        .prefix { !["|", "<", ">"].contains($0) }
      _ = try ArgumentParser.parse(words, for: command)
    }
  }

  @Test(arguments: CommandTable.all.map(\.name))
  func `names and letters of options are unique`(name: String) throws {
    let options = try CommandTable.command(named: name).options
    #expect(Set(options.map(\.name)).count == options.count)
    #expect(Set(options.compactMap(\.short)).count == options.compactMap(\.short).count)
  }

  @Test func `the version comes with that of the libraries`() throws {
    #expect(
      try ToolRun(["--version"]).text
        == "shotlog \(CommandTable.version)\n\(Libraries.versions)\n")
  }
}

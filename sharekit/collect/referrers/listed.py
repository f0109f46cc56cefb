"""Hosts of assistants, networks and search engines: a public list, as data.

https://github.com/matomo-org/searchengine-and-social-list (CC0 1.0), without paths and Android
packages, and without what hosts.py decides. Written by tools/referrers.py in November 2026
from these versions:

AIAssistants.yml: 02a812577a19c32761a741871dfd66dc070e486a
Socials.yml: 03dcb356c076419f9d32c6da6b69344bd23db106
SearchEngines.yml: 02e45a1caccbcefaba4d27e407f969bc1d777557
"""

from __future__ import annotations

from typing import Final

HOSTS: Final = {
    "assistant": """
        .ai.baidu.com .app.jasper.ai .bard.google.com .chat-gpt.org .chat.deepseek.com
        .chat.mistral.ai .chat.openai.com .chatglm.cn .chatgpt.com .chatplus.com .claude.ai
        .copilot.microsoft.com .gemini.google.com .grok.com .iask.ai .labs.openai.com .meta.ai
        .notebooklm.google.com .perplexity.ai .yiyan.baidu.com .you.com
    """,
    "social": """
        .badoo.com .bebo.com .blackplanet.com .buzznet.com .classmates.com .douban.com .dribbble.com
        .facebook.com .fb.me .fetlife.com .flickr.com .flixster.com .fotolog.com .foursquare.com
        .friendsreunited.com .friendster.com .gaiaonline.com .geni.com .github.com
        .global.cyworld.com .gree.jp .habbo.com .hi5.com .hyves.nl .identi.ca .instagram.com
        .lang-8.com .last.fm .lastfm.com.br .lastfm.com.tr .lastfm.de .lastfm.es .lastfm.fr
        .lastfm.it .lastfm.jp .lastfm.pl .lastfm.ru .lastfm.se .linkedin.com .livejournal.com
        .livejournal.ru .lnkd.in .login.tagged.com .meinvz.net .mixi.jp .moikrug.ru .multiply.com
        .my.mail.ru .myheritage.com .mylife.ru .myspace.com .myyearbook.com .netlog.com
        .news.ycombinator.com .nk.pl .odnoklassniki.ru .orkut.com .pinterest.com .plaxo.com
        .plus.google.com .qzone.qq.com .reddit.com .renren.com .skyrock.com .sonico.com
        .sourceforge.net .stackoverflow.com .studivz.net .stumbleupon.com .t.cn .t.co .taringa.net
        .tuenti.com .tumblr.com .twitter.com .url.google.com .v2ex.com .viadeo.com .vimeo.com
        .vk.com .vkontakte.ru .vkrugudruzei.ru .wayn.com .weeworld.com .weibo.com .xanga.com
        .xing.com .youtu.be .youtube.com
    """,
    "search": """
        1.cz 118700.se 1881.no abacho.at abacho.ch abacho.co.uk abacho.com abacho.de abacho.es
        abacho.fr abacho.it abcsok.no acoon.de aim.search.aol.com alexa.com alicesuche.aol.de
        alicesuchet.aol.de all.by allaverksamheter.se allesklar.at allesklar.ch allesklar.de
        alltheweb.com alohafind.com altavista.com altavista.de altavista.fr aolbusqueda.aol.com.mx
        aolimages.aol.fr aolrecherche.aol.fr aolrecherches.aol.fr aolsearch.aol.co.uk
        aolsearch.aol.com apollo7.de ar.zapmeta.com arama.com ariadna.elmundo.es arianna.com
        arianna.libero.it ask.co.uk ask.com ask.reference.com askkids.com au.zapmeta.com
        avira-int.ask.com avira.search.ask.com baidu.co.th baidu.com be-fr.altavista.com
        be-nl.altavista.com benefind.de bing.com blekko.com blogdigger.com blogpulse.com
        blogs.icerocket.com brisbane.t-online.de busca.orange.es busca.uol.com.br buscador.terra.cl
        buscador.terra.com.br buscador.terra.es ca.zapmeta.com cade.images.yahoo.com cade.yahoo.com
        cc.bingj.com cercato.it cgi.search.biglobe.ne.jp cgi2.nintendo.co.jp charter.net
        chercherfr.aguea.com claro-search.com class.hit-parade.com coccoc.com crawler.com cuil.com
        daemon-search.com darkoogle.com dasoertliche.de de.aolsearch.com de.toppreise.ch
        delta-search.com dir.gigablast.com dmoz.org dogpile.com editors.dmoz.org en.toppreise.ch
        en.wedoo.com encrypted.google.com eniro.se entireweb.com eo.st epicsearch.in es.wedoo.com
        espanol.images.yahoo.com eu.ixquick.com eurip.com euroseek.com everyclick.com exalead.com
        exalead.fr extern.peoplecheck.de fastbrowsersearch.com fi.zapmeta.com find.tdc.dk
        find.web.aol.com findhurtig.dk fireball.de firstsfind.com fixsuche.de flix.de forestle.mobi
        forestle.org foretag.118700.se fr.dir.com fr.toppreise.ch fr.wedoo.com fr2.rpmfind.net
        friendfeed.com gais.cs.ccu.edu.tw geona.net gfsoso.com gibiru.com gigablast.com
        global.bing.com gnadenmeer.de go.google.com go.mail.ru gomeo.com google.interia.pl
        googlesyndicatedsearch.com gooofullsearch.com govome.inspsearch.com goyellow.de gulesider.no
        haosou.com highbeam.com hit-parade.com hledani.tiscali.cz holmes.ge home.kingsoft.jp
        home.speedbit.com hooseek.com hotbot.com ilse.nl image.search.smt.docomo.ne.jp
        images.ask.com images.search.biglobe.ne.jp images.search.conduit.com infospace.com
        int.ask.com int.search-results.com int.search.tb.ask.com ipv6.google.com isearch.avg.com
        isearch.babylon.com isearch.glarysoft.com isodelen.se it.luna.tv iwon.ask.com ixquick.com
        ixquick.de jp.hao123.com jungle-spider.de junglekey.com junglekey.fr jwsearch.jword.jp
        jyxo.1188.cz k9safesearch.com kensaq.com kf.mysearch.myway.com ki.mysearch.myway.com
        ko.search.need2find.com kvasir.no kwzf.net laban.vn latne.lv lemoteur.fr
        lemoteur.ke.voila.fr lemoteur.orange.fr listings.altavista.com lo.st lookany.com
        looksmart.com maailm.com mamma.com mamma75.mamma.com meta.rrzn.uni-hannover.de meta.ua
        metacrawler.com metager.de metager2.de mister-wong.com mister-wong.de mobile.virgilio.it
        monstercrawler.com monumentbrowser.com morfeo.centrum.cz mozbot.co.uk mozbot.com mozbot.fr
        ms114.mysearch.com ms146.mysearch.com msxml.excite.com mws.ask.com my.daemon-search.com
        mysearch.com najdi.si navigationshilfe.t-online.de neti.ee netlavis.azione.jp news.baidu.com
        nigma.ru no.zapmeta.com nortonsafe.search.ask.com nova.rambler.ru o2suche.aol.de
        ocnsearch.goo.ne.jp one.cn.yahoo.com only-search.com optuszoo.com.au otsing.delfi.ee
        p.zhongsou.com paperball.de pesquisa.clix.pt pesquisa.sapo.pt picsearch.com plazoo.com
        plusnetwork.com poisk.ru qbyrd.com qualigo.at qualigo.ch qualigo.de qualigo.nl quark.sm.cn
        recherche.aol.ca recherche.aol.fr recherche.francite.com rechercher.aliceadsl.fr
        req.hit-parade.com results.searchlock.com ricerca.virgilio.it ricercaimmagini.virgilio.it
        ricercanews.virgilio.it ricercavideo.virgilio.it riksdelen.se rpmfind.net s1-eu.ixquick.de
        s1.metacrawler.de s1.us.ixquick.com s2-eu4.ixquick.com s2.metacrawler.de s2.us.ixquick.com
        s3.metacrawler.de s3.us.ixquick.com s4.us.ixquick.com s5-eu4.ixquick.com s5.us.ixquick.com
        s6-eu5.ixquick.com s8-eu.ixquick.com safesearch.avira.com scour.com se.abacho.com
        search-dyn.tiscali.it search-intl.netscape.com search-results.com search.1und1.de
        search.abv.bg search.alot.com search.altavista.com search.aol.co.uk search.aol.com
        search.aol.it search.ask.com search.auone.jp search.avast.com search.avg.com
        search.avira.com search.avira.net search.azby.fmworld.net search.b1.org search.babylon.com
        search.bluewin.ch search.bt.com search.centrum.cz search.ch search.chatzum.com
        search.chedot.com search.com search.comcast.net search.conduit.com search.darkoogle.com
        search.daum.net search.disconnect.me search.dolphin-browser.jp search.earthlink.net
        search.excite.co.uk search.excite.de search.excite.es search.excite.fr search.excite.it
        search.excite.nl search.f-secure.com search.fbdownloader.com search.fooooo.com
        search.foxtab.com search.free.fr search.freecause.com search.frontier.com search.genieo.com
        search.gmx.com search.goo.ne.jp search.handycafe.com search.hiyo.com search.hp.my.aol.com.au
        search.hp.my.aol.de search.hp.my.aol.it search.icq.com search.imesh.com search.iminent.com
        search.incredibar.com search.incredimail.com search.juno.com search.ke.voila.fr
        search.kiwee.com search.leonardo.it search.lilo.org search.lookseek.com search.lycos.com
        search.magentic.com search.myway.com search.mywebsearch.com search.nan.so search.nate.com
        search.naver.com search.nifty.com search.offerbox.com search.peoplepc.com search.qip.ru
        search.rr.com search.searchcompletion.com search.seesaa.jp search.seznam.cz
        search.smartaddressbar.com search.smartshopping.com search.smt.docomo.ne.jp search.snap.do
        search.softonic.com search.start.fyi search.sweetim.com search.tb.ask.com search.tiscali.it
        search.toolbars.alexa.com search.v9.com search.vindex.nl search.walla.co.il
        search.webssearches.com search.winamp.com search.www.ee search.yam.com search.yippy.com
        search.zonealarm.com search.zum.com search1-1.free.fr search1-2.free.fr
        search1.incredimail.com search2.incredimail.com search3.incredimail.com
        search4.incredimail.com searchalot.com searchassist.babylon.com searchatlas.centrum.cz
        searchcanvas.com searches.f-secure.com searches.safehomepage.com searches.vi-view.com
        searches3.globososo.com searchlock.com searchmobileonline.com searchqu.com
        searchresults.verizon.com searchy.co.uk searchya.com sharelook.fr skynet.be sm.aport.ru
        sm.cn sm.de smart.delfi.lv so.360.cn so.m.sm.cn soso.com sp-image.search.auone.jp
        sp-search.auone.jp sp-web.search.auone.jp sp.sm.cn sputnik.ru start.facemoods.com
        start.funmoods.com start.iplay.com start.lenovo.com startab.me startgoogle.startpagina.nl
        suche.1und1.de suche.aol.de suche.aolsvc.de suche.freenet.de suche.gmx.net suche.info
        suche.t-online.de suche.web.de sucheaol.aol.de suchet2.aol.de suchmaschine.com suchnase.de
        surfcanyon.com szukaj.onet.pl szukaj.wp.pl talimba.com tarmot.com tattoodle.com
        technorati.com teoma.com tixuma.de toile.com toolbarhome.com toppreise.ch tr.abacho.com
        tr.zapmeta.com translate.google.com trouvez.com trovarapido.com trusted-search.com
        twingly.com uk.zapmeta.com url.org us.ixquick.com utorrent.inspsearch.com verden.abcsok.no
        videa.seznam.cz video.google.com video.so-net.ne.jp videosearch.nifty.com vinden.nl
        vindex.nl vshare.toolbarhome.com walhello.com walhello.de walhello.info walhello.nl
        web.ask.com web.canoe.ca web.gougou.com web.nl web.toile.com web.volny.cz webben.118700.se
        webcache.googleusercontent.com webcrawler.com webfetch.com weborama.fr websearch.com
        websearch.cs.com websearch.rakuten.co.jp witch.de woopie.jp wow.com wsdsold.infospace.com
        www1.austronaut.at www1.baidu.com www1.dastelefonbuch.de www1.delta-search.com
        www1.search-results.com www2.austronaut.at www2.dasoertliche.de www2.google.com
        www2.inbox.com www3.zoek.nl x-recherche.com yasni.at yasni.ch yasni.co.uk yasni.com yasni.de
        yatedo.com yatedo.fr yellowmap.de yougoo.fr ys.mirostart.com yz.m.sm.cn zoeken.nl zoohoo.cz
        zoznam.sk zxuso.com
    """,
}
"""Hosts by kind; a name with a leading dot includes all hosts below it."""

SEARCH_IN_COUNTRIES: Final = """
    123people.{} blogsearch.google.{} clck.yandex.{} cse.google.{} gogole.{} googel.{} google.{}
    gppgle.{} images.google.{} images.yandex.{} images.{}.ask.com lycos.{} maps.google.{}
    news.google.{} scholar.google.{} wwwgoogle.{} yabs.yandex.{} yandex.{} zapmeta.{}
    {}.altavista.com {}.ask.com {}.bing.com {}.forestle.org {}.images.yahoo.com {}.qbyrd.com
    {}.search-results.com {}.search.ask.com {}.setooz.com {}.wow.com
"""
"""Search engines with a host in every country, the {} of its name."""
